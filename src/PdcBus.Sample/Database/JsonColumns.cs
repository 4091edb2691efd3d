using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PdcBus.Sample;

/// <summary>Parts of resources that are read and written only as a whole: each is a column that holds JSON.</summary>
internal static class JsonColumns
{
    public static void Configure(ModelConfigurationBuilder model)
    {
        Add<ReleaseBugzilla>(model);
        Add<ReleaseDistGit>(model);
        Add<Upstream>(model);
        Add<SourceRpm>(model);
        Add<RpmDependencies>(model);
        Add<List<ModuleDependency>>(model);
        Add<List<BuildImageArchive>>(model);
    }

    private static void Add<T>(ModelConfigurationBuilder model)
        where T : class =>
        model.Properties<T>().HaveConversion<Converter<T>, Comparer<T>>();

    private static string Write<T>(T value) => JsonSerializer.Serialize(value);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json)!;

    private sealed class Converter<T>() : ValueConverter<T, string>(value => Write(value), json => Read<T>(json));

    private sealed class Comparer<T>() : ValueComparer<T>(
        (one, other) => Write(one) == Write(other), value => Write(value).GetHashCode(), value => Read<T>(Write(value)));
}
