using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

internal sealed class BugzillaComponentResource : Resource<BugzillaComponentRow, BugzillaComponent>
{
    private const string Parent = "parent_component";

    public override IReadOnlyList<ResourceField<BugzillaComponentRow>> Fields { get; } =
    [
        Text("name", row => row.Name, max: 100, findFlaw: name => name.Contains('/', StringComparison.Ordinal)
            ? "A name has no slash. What it is part of is the parent component."
            : null),
        BugzillaTree.Field<BugzillaComponentRow>(Parent, row => row.Parent),
    ];

    // As the original has it.
    public override Func<BugzillaComponentRow, Expression<Func<BugzillaComponentRow, bool>>>? Repeats => row =>
    {
        var (name, parent) = (row.Name, row.Parent?.Id);
        return other => other.Name == name && other.ParentId == parent;
    };

    protected override Expression<Func<BugzillaComponentRow, BugzillaComponent>> Describe(ResourceScope scope)
    {
        var all = scope.Database.BugzillaComponents;
        return row => new BugzillaComponent(
            row.Id,
            row.Name,
            row.Parent!.Name,
            BugzillaNode.PathsBelow(
                row.Id,
                all.Where(node => node.Tree == row.Tree)
                    .Select(node => new BugzillaNode(node.Id, node.ParentId, node.Name))
                    .ToList()));
    }

    protected override async Task CompleteAsync(
        BugzillaComponentRow row, ResourceInput input, ResourceScope scope, CancellationToken cancellationToken)
    {
        // A unique index does not see two roots of one name: their parents are null, and nulls differ.
        if (row is { Id: > 0, Parent: null } && await scope.Database.BugzillaComponents.AnyAsync(
            other => other.ParentId == null && other.Name == row.Name && other.Id != row.Id, cancellationToken))
        {
            throw new ConflictException("There is one with the same name already.");
        }

        if (!await BugzillaTree.JoinAsync(scope.Database, row, cancellationToken))
        {
            input.Refuse(Parent, "That is the component itself, or below it.");
        }
    }
}
