using System.Reflection;

namespace PdcBus.Conformance.Tests;

public sealed class The_43_cases
{
    [Fact]
    public void Have_a_test_each() => Assert.Equal(
        Enumerable.Range(1, 43),
        typeof(CaseAttribute).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .SelectMany(method => method.GetCustomAttributes<CaseAttribute>())
            .Select(shown => shown.Number)
            .Distinct()
            .Order());
}
