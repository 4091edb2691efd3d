using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace PdcBus.Sample;

internal static class ApiExtensions
{
    /// <summary>Controllers and endpoints that speak snake_case, and complain in it.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services
            .AddControllers(mvc =>
            {
                mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                mvc.ModelMetadataDetailsProviders.Add(
                    new SystemTextJsonValidationMetadataProvider(JsonNamingPolicy.SnakeCaseLower));
            })
            .AddJsonOptions(json => json.JsonSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower)
            .ConfigureApiBehaviorOptions(api =>
            {
                var answer = api.InvalidModelStateResponseFactory;
                api.InvalidModelStateResponseFactory = context => UnreadableBody(context.ModelState) is { } path
                    ? throw new BadRequestException(JsonErrors.Describe(path))
                    : answer(context);
            });
        return services;
    }

    // The reader reports what it could not read under a JSON path, or under nothing if there was no body at all.
    private static string? UnreadableBody(ModelStateDictionary modelState) =>
        modelState.Keys.FirstOrDefault(key => key.Length == 0 || key[0] == '$');
}
