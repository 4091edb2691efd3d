using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>Several processes that share the outbox of one database.</summary>
public sealed class ReplicaTests
{
    private const int Keys = 12;
    private const int PerKey = 25;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Replicas_ShareTheLanesAndSendEachMessageOnceAndInOrder(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await database.CreateTablesAsync();
        var sent = new SentTogether();
        List<ShopApp> apps = [];
        try
        {
            for (var i = 0; i < 3; i++) apps.Add(await StartAsync(database, sent));
            await Eventually.IsTrueAsync(
                () => apps.All(a => Lanes(a) == 2), ShopApp.Patience, Token);

            await Task.WhenAll(apps.Select((app, n) => Task.Run(
                async () =>
                {
                    for (var i = 0; i < PerKey; i++)
                    {
                        await app.RunAsync(PdcTransaction.Required, job =>
                        {
                            for (var k = n; k < Keys; k += apps.Count) job.Events.Add(new KeyedThing($"key {k}", i));
                            return Task.CompletedTask;
                        });
                    }
                },
                Token)));
            await Eventually.IsTrueAsync(() => sent.Count >= Keys * PerKey, ShopApp.Patience, Token);
            await Eventually.IsTrueAsync(async () => await apps[0].RowsAsync() == 0, ShopApp.Patience, Token);

            Assert.Equal(Keys * PerKey, sent.Count);
            Assert.All(sent.ByKey(), key => Assert.Equal(Enumerable.Range(0, PerKey), key));

            // A stop hands the lanes back, and the others go on with them.
            await apps[2].StopAsync();
            await Eventually.IsTrueAsync(() => Lanes(apps[0]) + Lanes(apps[1]) == 6, ShopApp.Patience, Token);
        }
        finally
        {
            foreach (var app in apps) await app.DisposeAsync();
        }
    }

    private static int Lanes(ShopApp app) => app.Services.GetRequiredService<Leases>().Held;

    private static Task<ShopApp> StartAsync(TestDatabase database, SentTogether sent) => ShopApp.StartAsync(
        database,
        services: services =>
        {
            services.AddSingleton(sent);
            services.AddSingleton<Leases>();
            services.AddPdcBus().AddMessenger<SharedMessenger>("shared");
            services.AddSingleton<IOutboxLeases>(p => p.GetRequiredService<Leases>());
        },
        settings:
        [
            ("PdcBus:Messenger", "shared"), ("PdcBus:Relay:Shards", "6"), ("PdcBus:Outbox:LeaseDuration", "00:00:03"),
        ]);

    [PdcTopic("things.keyed")]
    public sealed record KeyedThing(string Key, int Number) : IPdcEvent
    {
        string IPdcEvent.Topic => "things.keyed";

        string? IPdcEvent.OrderingKey => Key;
    }

    /// <summary>The leases, and how many they gave at last.</summary>
    private sealed class Leases(EntityFrameworkLeases leases) : IOutboxLeases
    {
        public int Held { get; private set; }

        public TimeSpan Duration => leases.Duration;

        public async Task<LeaseGrant> RenewAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken)
        {
            var grant = await leases.RenewAsync(lanes, cancellationToken);
            Held = grant.Held.Count;
            return grant;
        }

        public Task ReleaseAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken) =>
            leases.ReleaseAsync(lanes, cancellationToken);
    }

    /// <summary>What all processes have sent.</summary>
    private sealed class SentTogether
    {
        private readonly Lock _gate = new();
        private readonly List<(string Key, int Number)> _sent = [];

        public int Count
        {
            get
            {
                lock (_gate) return _sent.Count;
            }
        }

        public void Add(PdcMessage message)
        {
            var body = System.Text.Json.JsonDocument.Parse(message.Body).RootElement;
            lock (_gate) _sent.Add((message.OrderingKey!, body.GetProperty("number").GetInt32()));
        }

        public IEnumerable<IEnumerable<int>> ByKey()
        {
            lock (_gate) return [.. _sent.GroupBy(s => s.Key).Select(g => g.Select(s => s.Number).ToList())];
        }
    }

    private sealed class SharedMessenger(SentTogether sent) : IMessenger
    {
        public Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
        {
            sent.Add(message);
            return Task.CompletedTask;
        }
    }
}
