namespace PdcBus.Sample;

/// <summary>What a fresh database knows.</summary>
internal static class KnownChoices
{
    public static IReadOnlyList<ChoiceRow> All { get; } =
    [
        .. Of(ChoiceKind.AcceptanceStatus, "untested passed failed"),
        .. Of(ChoiceKind.Arch,
            "aarch64 alpha amd64 arm64 armhfp armv5tejl armv5tel armv6hl armv6l armv7hl armv7hnl armv7l athlon " +
            "i386 i486 i586 i686 ia64 noarch nosrc ppc ppc64 ppc64le ppc64p7 riscv64 s390 s390x sparc sparc64 " +
            "sparc64v sparcv9 src x86_64"),
        .. Of(ChoiceKind.ComposeType, "production nightly test"),
        .. Of(ChoiceKind.ContentCategory, "binary debug source"),
        .. Of(ChoiceKind.ContentFormat, "rpm iso kickstart comps docker dud"),
        .. Of(ChoiceKind.ImageFormat,
            "docker iso qcow qcow2 raw rhevm.ova sda.raw vagrant-libvirt.box vagrant-virtualbox.box vdi vmdk"),
        .. Of(ChoiceKind.Location, "BRQ NAY"),
        .. Of(ChoiceKind.PushTarget, "rhn-live rhn-stage rhn-qa"),
        .. Of(ChoiceKind.ReleaseComponentType, "rpm container"),
        .. Of(ChoiceKind.ReleaseType, "ga updates eus aus els fast"),
        .. Of(ChoiceKind.RepoFamily, "dist beta htb"),
        .. Of(ChoiceKind.Scheme, "nfs http"),
        .. Of(ChoiceKind.Service, "rhn pulp ftp"),
        .. Of(ChoiceKind.VariantType, "variant optional addon layered-product module"),
    ];

    private static IEnumerable<ChoiceRow> Of(string kind, string names) =>
        names.Split(' ').Select(name => new ChoiceRow { Kind = kind, Name = name });
}
