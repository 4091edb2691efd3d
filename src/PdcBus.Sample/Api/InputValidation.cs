using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>Checks the input of minimal-API endpoints as MVC checks that of its actions.</summary>
internal static class InputValidation
{
    public static TBuilder ValidateInput<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            var errors = context.Arguments.OfType<Input>().SelectMany(Check).ToLookup(error => error.Field);
            return errors.Count == 0
                ? await next(context)
                : TypedResults.ValidationProblem(errors.ToDictionary(
                    field => field.Key, field => field.Select(error => error.Message).ToArray()));
        });

    private static IEnumerable<(string Field, string Message)> Check(Input input)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(input, new ValidationContext(input), results, validateAllProperties: true);
        return
            from result in results
            from member in result.MemberNames
            select (JsonNamingPolicy.SnakeCaseLower.ConvertName(member), result.ErrorMessage!);
    }
}
