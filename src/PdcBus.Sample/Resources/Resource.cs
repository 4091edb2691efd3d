using System.Linq.Expressions;
using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>
/// An entry of the table of resources: which fields a client may write, which row they are stored in, and how clients
/// and subscribers see it. Which requests it answers follows from its contract.
/// </summary>
/// <typeparam name="TRow">What is stored.</typeparam>
/// <typeparam name="TContract">What is seen.</typeparam>
internal abstract partial class Resource<TRow, TContract> : IResource
    where TRow : class, IRow
    where TContract : class, IPdcResource
{
    public string Name => TContract.ResourceName;

    public Type Contract => typeof(TContract);

    public bool MayRepeat => Repeats is not null;

    IEnumerable<string> IResource.KeySegments => Key.Segments;

    IReadOnlyList<ResourceField> IResource.Fields => Fields;

    /// <summary>What its URLs end with: its number, unless the entry says otherwise.</summary>
    public virtual ResourceKey<TRow> Key => ResourceKey<TRow>.Id;

    /// <summary>The fields that a client may write, in the order in which they are set.</summary>
    public abstract IReadOnlyList<ResourceField<TRow>> Fields { get; }

    /// <summary>
    /// Which stored row a new one repeats: then that one is answered, and nothing added. Null if it is a conflict.
    /// </summary>
    public virtual Func<TRow, Expression<Func<TRow, bool>>>? Repeats => null;

    /// <summary>Whether it can be replaced as a whole: PUT.</summary>
    public virtual bool IsReplaceable => true;

    /// <summary>Navigations whose rows are part of it, so that a change of them is a change of it.</summary>
    protected virtual Expression<Func<TRow, object?>>[] Parts => [];

    public void Map(IEndpointRouteBuilder app) => new ResourceEndpoints<TRow, TContract>(this).Map(app);

    public void Announce(PdcResourceEventsBuilder events) => events.Add<TRow, TContract>(
        services => Represent(services.GetRequiredService<ResourceScope>()), Parts);

    /// <summary>How a row is seen, and where. The database evaluates it.</summary>
    public Expression<Func<TRow, PdcRepresentation<TContract>>> Represent(ResourceScope scope)
    {
        var value = Describe(scope);
        var url = $"{scope.Root}{Name}";
        Expression<Func<string>> resource = () => url;
        return Expression.Lambda<Func<TRow, PdcRepresentation<TContract>>>(
            Expression.New(
                typeof(PdcRepresentation<TContract>).GetConstructors()[0],
                Key.Url(value.Parameters[0], resource.Body),
                value.Body),
            value.Parameters);
    }

    /// <summary>Sets what a client says on a row.</summary>
    /// <param name="row">A new row, or one that is tracked.</param>
    /// <param name="json">What the client says.</param>
    /// <param name="isWhole">Whether that is all: what is not mentioned becomes what it is by default.</param>
    /// <param name="scope">What to look other things up with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestException">It is not valid.</exception>
    public async Task FillAsync(
        TRow row, JsonElement json, bool isWhole, ResourceScope scope, CancellationToken cancellationToken)
    {
        var input = new ResourceInput(json);
        if (!isWhole && input.Names.Count == 0)
        {
            throw new BadRequestException("The body is empty: say what to change.");
        }

        foreach (var unknown in input.Names.Except(Fields.Select(field => field.Name), StringComparer.Ordinal))
        {
            input.Refuse(unknown, "This field is not known, or not to be written.");
        }

        foreach (var field in Fields)
        {
            if (await SetAsync(field, row, input, isWhole, scope, cancellationToken) is { } flaw)
            {
                input.Refuse(field.Name, flaw);
            }
        }

        input.Check();
        await CompleteAsync(row, input, scope, cancellationToken);
        input.Check();
    }

    /// <summary>What is seen of a row.</summary>
    protected abstract Expression<Func<TRow, TContract>> Describe(ResourceScope scope);

    /// <summary>Sets what follows from other fields, and refuses what does not fit together.</summary>
    protected virtual Task CompleteAsync(
        TRow row, ResourceInput input, ResourceScope scope, CancellationToken cancellationToken) => Task.CompletedTask;

    private static async ValueTask<string?> SetAsync(
        ResourceField<TRow> field,
        TRow row,
        ResourceInput input,
        bool isWhole,
        ResourceScope scope,
        CancellationToken cancellationToken)
    {
        if (input.Find(field.Name) is not { } value)
        {
            if (!isWhole) return null;
            if (field.Default is not { } otherwise) return "This field is required.";
            value = otherwise;
        }

        return value.ValueKind == JsonValueKind.Null && !field.IsNullable
            ? "This field may not be null."
            : await field.SetAsync(row, value, scope, cancellationToken);
    }
}
