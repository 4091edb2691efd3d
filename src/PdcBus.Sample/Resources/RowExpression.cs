using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace PdcBus.Sample;

/// <summary>Makes expressions about rows out of those that the table of resources consists of.</summary>
internal static class RowExpression
{
    private static readonly MethodInfo Contains = typeof(List<string>).GetMethod(nameof(List<>.Contains))!;

    /// <summary>Whether the value is among those that are given. They become a parameter of the query.</summary>
    public static Expression<Func<TRow, bool>> IsOneOf<TRow>(
        this Expression<Func<TRow, string>> value, List<string> values)
    {
        Expression<Func<List<string>>> captured = () => values;
        return values is [var single]
            ? value.Then(text => text == single)
            : Expression.Lambda<Func<TRow, bool>>(
                Expression.Call(captured.Body, Contains, value.Body), value.Parameters);
    }

    public static Expression<Func<TRow, bool>> And<TRow>(
        Expression<Func<TRow, bool>> left, Expression<Func<TRow, bool>> right) =>
        Expression.Lambda<Func<TRow, bool>>(
            Expression.AndAlso(left.Body, right.Of(left.Parameters[0])), left.Parameters);

    /// <summary>What the expression says about something else.</summary>
    public static Expression Of(this LambdaExpression expression, Expression argument) =>
        new Replacement(expression.Parameters[0], argument).Visit(expression.Body);

    /// <summary>What sets the property that an expression names.</summary>
    public static Action<TRow, TValue> Setter<TRow, TValue>(this Expression<Func<TRow, TValue>> property)
    {
        var value = Expression.Parameter(typeof(TValue));
        return Expression
            .Lambda<Action<TRow, TValue>>(
                Expression.Assign(property.Body, value), property.Parameters[0], value)
            .Compile();
    }

    private static Expression<Func<TRow, bool>> Then<TRow>(
        this Expression<Func<TRow, string>> value, Expression<Func<string, bool>> condition) =>
        Expression.Lambda<Func<TRow, bool>>(condition.Of(value.Body), value.Parameters);

    private sealed class Replacement(Expression from, Expression to) : ExpressionVisitor
    {
        [return: NotNullIfNotNull(nameof(node))]
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
