using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Packages that are built and shipped together.</summary>
[Index(nameof(Uid), IsUnique = true)]
internal sealed class ModuleRow : IRow
{
    public long Id { get; init; }

    /// <summary>For example <c>testmodule:f27:23456789:12345678</c>. It follows from the four that follow.</summary>
    public required string Uid { get; set; }

    public required string Name { get; set; }

    public required string Stream { get; set; }

    public required string Version { get; set; }

    public required string Context { get; set; }

    public bool Active { get; set; }

    public required string KojiTag { get; set; }

    public required string Modulemd { get; set; }

    public List<ModuleDependency> RuntimeDeps { get; set; } = [];

    public List<ModuleDependency> BuildDeps { get; set; } = [];

    public List<RpmRow> Rpms { get; set; } = [];
}
