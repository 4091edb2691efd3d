using Microsoft.Extensions.Time.Testing;

namespace PdcBus.Fedmsg.Tests;

public sealed class SignerFilesTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(TestAuthority.Now);
    private readonly CollectedLogs _logs = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Files_Replaced_SignWithinASecond()
    {
        using var files = Open(_authority.Certify("CN=old"));
        Assert.Equal("old", files.Current().CommonName);

        Write(_authority.Certify("CN=new"));

        Assert.Equal("old", files.Current().CommonName);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("new", files.Current().CommonName);
        Assert.Contains("new, valid until 2046-03-08", Assert.Single(_logs.Of(6001)), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_BehindALinkThatIsTurned_AreReadAgain()
    {
        var (old, next) = (_authority.Certify("CN=old"), _authority.Certify("CN=new"));
        var time = TestAuthority.Now.UtcDateTime;
        foreach (var (name, pair) in new[] { ("old", old), ("new", next) })
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, name));
            File.SetLastWriteTimeUtc(_folder.Write($"{name}/pdc.crt", pair.Certificate), time);
            File.SetLastWriteTimeUtc(_folder.Write($"{name}/pdc.key", pair.Key), time);
        }

        var link = Path.Combine(_folder.Path, "data");
        Directory.CreateSymbolicLink(link, "old");
        using var files = new SignerFiles(
            Path.Combine(link, "pdc.crt"), Path.Combine(link, "pdc.key"), _clock, _logs);

        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, "new");
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("new", files.Current().CommonName);
    }

    [Fact]
    public void Files_ReplacedOneAfterTheOther_KeepSigningMeanwhile()
    {
        using var files = Open(_authority.Certify("CN=old"));
        var (certificate, key) = _authority.Certify("CN=new");

        _folder.Write("pdc.crt", certificate);
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("old", files.Current().CommonName);
        }

        _folder.Write("pdc.key", key);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("new", files.Current().CommonName);
        Assert.Contains("holds the key of another certificate", Assert.Single(_logs.Of(6002)), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_GoneForAWhile_KeepSigning()
    {
        using var files = Open(_authority.Certify("CN=old"));

        File.Delete(Path.Combine(_folder.Path, "pdc.key"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("old", files.Current().CommonName);
        Assert.Contains("KeyFile is", Assert.Single(_logs.Of(6002)), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_GoneTwice_AreSpokenOfTwice()
    {
        var pair = _authority.Certify("CN=old");
        using var files = Open(pair);

        for (var i = 0; i < 2; i++)
        {
            File.Delete(Path.Combine(_folder.Path, "pdc.key"));
            LookAgain(files, times: 3);
            Write(pair);
            LookAgain(files, times: 3);
        }

        Assert.Equal(2, _logs.Of(6002).Count);
        Assert.Empty(_logs.Of(6001));
    }

    [Fact]
    public void Certificate_ThatLiesReadyBeforeItsTime_IsUsedFromItsTimeOn()
    {
        using var files = Open(_authority.Certify("CN=old", until: TestAuthority.Now.AddDays(60)));
        Write(_authority.Certify("CN=new", from: TestAuthority.Now.AddSeconds(10)));

        LookAgain(files, times: 9);
        Assert.Equal("old", files.Current().CommonName);
        LookAgain(files, times: 1);

        Assert.Equal("new", files.Current().CommonName);
        Assert.Contains("is valid from 2026-03-08 12:00Z", Assert.Single(_logs.Of(6002)), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_ThatEndsWhileTheApplicationRuns_IsUnreachableUntilThereIsANewOne()
    {
        using var files = Open(_authority.Certify(until: TestAuthority.Now.AddDays(1)));

        _clock.Advance(TimeSpan.FromDays(2));
        var error = Assert.Throws<MessengerException>(() => files.Current());
        Write(_authority.Certify("CN=new"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("has expired on 2026-03-09 12:00Z", error.Message, StringComparison.Ordinal);
        Assert.Equal("new", files.Current().CommonName);
    }

    [Fact]
    public void Certificate_ThatEndsSoon_IsSaidOnceADayFromThirtyDaysBefore()
    {
        using var files = Open(_authority.Certify(until: TestAuthority.Now.AddDays(32)));
        Assert.Empty(_logs.Of(6000));

        for (var hour = 0; hour < 4 * 24; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            files.Current();
        }

        Assert.Equal(3, _logs.Of(6000).Count);
        Assert.Contains("expires on 2026-04-09, in 30 days", _logs.Of(6000)[0], StringComparison.Ordinal);
        Assert.Contains("in 29 days", _logs.Of(6000)[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-20, -10)]
    [InlineData(10, 20)]
    public void Certificate_NotValidAtTheStart_StopsIt(int fromDays, int untilDays)
    {
        var error = Assert.Throws<PdcBusException>(() => Open(_authority.Certify(
            from: TestAuthority.Now.AddDays(fromDays), until: TestAuthority.Now.AddDays(untilDays))));

        Assert.Matches(
            "^PdcBus:Fedmsg:CertFile is '.*/pdc.crt', whose certificate is valid from .* to .*, and now it is " +
            "2026-03-08 12:00Z: consumers would reject every message. Put a valid one in place.$",
            error.Message);
    }

    [Fact]
    public void Files_NotThereAtTheStart_AreNamedWithTheirSetting()
    {
        var error = Assert.Throws<PdcBusException>(() => new SignerFiles("/none/pdc.crt", "/none/pdc.key", _clock, _logs));

        Assert.Equal(
            "PdcBus:Fedmsg:CertFile is '/none/pdc.crt', which cannot be read (DirectoryNotFoundException). Name a file " +
            "that is there and that the application's user may read.",
            error.Message);
    }

    [Fact]
    public void Pair_ThatDoesNotFitAtTheStart_IsNamedWithItsSetting()
    {
        var error = Assert.Throws<PdcBusException>(
            () => Open((_authority.Certify().Certificate, _authority.Certify().Key)));

        Assert.Matches(
            "^PdcBus:Fedmsg:KeyFile is '.*/pdc.key', which holds the key of another certificate, so that consumers would " +
            "reject every message: name a pair.$",
            error.Message);
    }

    private void LookAgain(SignerFiles files, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            files.Current();
        }
    }

    private SignerFiles Open((string Certificate, string Key) pair)
    {
        var (certificate, key) = Write(pair);
        return new SignerFiles(certificate, key, _clock, _logs);
    }

    private (string Certificate, string Key) Write((string Certificate, string Key) pair) =>
        (_folder.Write("pdc.crt", pair.Certificate), _folder.Write("pdc.key", pair.Key));
}
