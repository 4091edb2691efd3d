using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class PdcBusHealthCheckTests
{
    private readonly FakeTimeProvider _clock = new(Make.Noon);
    private readonly ScriptedMessenger _messenger;
    private readonly ScriptedStore _store = new();

    public PdcBusHealthCheckTests() => _messenger = new ScriptedMessenger(_clock);

    [Fact]
    public async Task Check_NothingWaits_IsHealthy()
    {
        await using var bench = await New().StartAsync();

        var result = await CheckAsync(bench, r => r.Data.ContainsKey("messenger.bus"));

        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.Equal("reachable", result.Data["messenger.bus"]);
        Assert.Equal(0L, result.Data["waiting"]);
    }

    [Fact]
    public async Task Check_BusAway_IsDegradedAndSaysWhy()
    {
        _messenger.Rule = s => s.Fail(MessengerErrorKind.Unreachable, "No route to host.");
        await using var bench = await New().StartAsync();
        await AddAsync(bench);

        var result = await CheckAsync(bench, r => r.Status == HealthStatus.Degraded);

        Assert.Equal("bus is unreachable since 2026-03-08 12:00:00Z: No route to host.", result.Description);
        Assert.Equal(1L, result.Data["waiting"]);
    }

    [Fact]
    public async Task Check_Parked_IsDegraded()
    {
        _messenger.Rule = s => s.Fail(MessengerErrorKind.Invalid);
        await using var bench = await New().StartAsync();
        await AddAsync(bench);

        var result = await CheckAsync(bench, r => r.Status == HealthStatus.Degraded);

        Assert.StartsWith("1 messages are parked", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OldMessage_IsDegraded()
    {
        _messenger.Rule = s => s.Fail(MessengerErrorKind.Refused);
        await using var bench = await New().StartAsync();
        await AddAsync(bench);
        await _messenger.SendAsync(1);

        _clock.Advance(TimeSpan.FromSeconds(61));

        var result = await CheckAsync(bench, r => r.Status == HealthStatus.Degraded);
        Assert.Equal("The oldest message has been waiting for 61 s.", result.Description);
    }

    [Fact]
    public async Task Check_OutboxFull_IsUnhealthyAndNamesTheSetting()
    {
        await using var bench = await New(("PdcBus:Outbox:SoftLimit", "1")).StartAsync();
        await AddAsync(bench);

        var result = await CheckAsync(bench, r => r.Status == HealthStatus.Unhealthy);

        Assert.StartsWith("1 messages wait in the outbox and PdcBus:Outbox:SoftLimit is 1", result.Description, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<PdcOutboxFullException>(() => AddAsync(bench));
        Assert.Equal(result.Description, error.Message);
        (await _messenger.SendAsync(1)).Confirm();
    }

    [Fact]
    public async Task Check_AnyCulture_WritesTimesAlike()
    {
        _messenger.Rule = s => s.Fail(MessengerErrorKind.Unreachable, "Away.");
        await using var bench = await New().StartAsync();
        await AddAsync(bench);
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.TimeSeparator = ".";
        CultureInfo.CurrentCulture = culture;

        var result = await CheckAsync(bench, r => r.Status == HealthStatus.Degraded);

        Assert.Equal("bus is unreachable since 2026-03-08 12:00:00Z: Away.", result.Description);
    }

    [Fact]
    public async Task Check_BeforeTheStart_IsUnhealthy()
    {
        await using var bench = New();

        var result = await CheckAsync(bench, _ => true);

        Assert.Equal(
            (HealthStatus.Unhealthy, "The relay does not run; messages wait in the outbox."),
            (result.Status, result.Description));
    }

    [Fact]
    public async Task Check_StoreCannotBeRead_IsDegradedAndSaysSo()
    {
        _store.Fault = _ => new IOException("No such table.");
        await using var bench = await New().StartAsync();

        var result = await CheckAsync(bench, r => r.Status == HealthStatus.Degraded);

        Assert.Equal("bus: the outbox cannot be read or settled: No such table.", result.Description);
    }

    [Fact]
    public async Task Check_StoreDoesNotAnswerAtTheStart_IsNotCalledDead()
    {
        var gate = new TaskCompletionSource();
        _store.ReadGate = gate.Task;
        await using var bench = await New().StartAsync();
        await Wait.UntilAsync(() => _store.Reads.Count > 0, "the lane was reading");

        var result = await CheckAsync(bench, r => r.Data.ContainsKey("messenger.bus"));

        Assert.Equal(HealthStatus.Healthy, result.Status);
        gate.SetResult();
    }

    [Theory]
    [InlineData(false, HealthStatus.Degraded)]
    [InlineData(true, HealthStatus.Unhealthy)]
    public async Task Check_OutboxInTrouble_SaysWhat(bool refusesAppends, HealthStatus expected)
    {
        _store.Complaint = new OutboxTrouble("The disk is full: make room.", refusesAppends);
        await using var bench = await New().StartAsync();

        var result = await CheckAsync(bench, r => r.Status != HealthStatus.Healthy);

        Assert.Equal((expected, "The disk is full: make room."), (result.Status, result.Description));
        if (refusesAppends) await Assert.ThrowsAsync<PdcOutboxFullException>(() => AddAsync(bench));
    }

    [Fact]
    public async Task Check_Unhealthy_IsReportedAsTheApplicationWants()
    {
        await using var bench = new Bench(b => b.Services.AddHealthChecks().AddPdcBus("bus", HealthStatus.Degraded, ["mine"]));
        var service = bench.Services.GetRequiredService<HealthCheckService>();

        var report = await service.CheckHealthAsync(r => r.Tags.SetEquals(["mine"]), TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Degraded, report.Entries["bus"].Status);
    }

    [Fact]
    public async Task Check_ByDefault_IsForReadiness()
    {
        await using var bench = New();
        var registration = Assert.Single(bench.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations);

        Assert.Equal(("pdcbus", HealthStatus.Unhealthy), (registration.Name, registration.FailureStatus));
        Assert.Equal(["pdcbus", "ready"], registration.Tags.Order());
    }

    private Bench New(params (string, string)[] settings) => new(
        b =>
        {
            b.Services.AddSingleton<TimeProvider>(_clock);
            b.AddMessenger("bus", _ => _messenger);
            b.AddOutbox(new OutboxRegistration
            {
                Kind = "scripted",
                Outbox = p => p.GetRequiredService<MemoryOutbox>(),
                Store = p => _store.Around(p.GetRequiredService<MemoryOutbox>()),
            });
            b.Services.AddHealthChecks().AddPdcBus();
        },
        settings);

    private static async Task AddAsync(Bench bench)
    {
        var token = TestContext.Current.CancellationToken;
        await using var scope = await bench.Scopes.OpenAsync("job", cancellationToken: token);
        scope.Buffer.Add(new Painted("red"));
        await scope.CompleteAsync(token);
    }

    private static async Task<HealthReportEntry> CheckAsync(Bench bench, Func<HealthReportEntry, bool> expected)
    {
        var service = bench.Services.GetRequiredService<HealthCheckService>();
        HealthReportEntry entry = default;
        await Eventually.IsTrueAsync(
            async () =>
            {
                entry = (await service.CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["pdcbus"];
                return expected(entry);
            },
            Wait.Deadline,
            TestContext.Current.CancellationToken);
        return entry;
    }
}
