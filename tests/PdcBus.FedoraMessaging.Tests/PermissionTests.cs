namespace PdcBus.FedoraMessaging.Tests;

public sealed class PermissionTests(SharedAtBroker shared) : IClassFixture<SharedAtBroker>
{
    [Fact]
    public async Task Topic_ThatTheUserMayPublish_PassesWithoutDeclaringAnything()
    {
        await using var site = await Site.StartAsync(shared);

        await site.SendAsync("allowed.compose");

        Assert.Equal($"{site.Rig.Prefix}.allowed.compose", (await site.Rig.ReceiveAsync()).RoutingKey);
    }

    [Fact]
    public async Task Topic_ThatTheUserMayNotPublish_CostsNothingButItself()
    {
        await using var site = await Site.StartAsync(shared);

        var error = await Assert.ThrowsAsync<MessengerException>(() => site.SendAsync("forbidden"));
        await site.SendAsync("allowed.next");

        Assert.Equal(MessengerErrorKind.NotPermitted, error.Kind);
        Assert.StartsWith(
            $"The broker does not let this user publish '{site.Rig.Prefix}.forbidden' to the exchange 'amq.topic' " +
            "(ACCESS_REFUSED - ",
            error.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "Ask its owners for the permission, or check TopicPrefix and ModName.", error.Message, StringComparison.Ordinal);
        Assert.Equal($"{site.Rig.Prefix}.allowed.next", (await site.Rig.ReceiveAsync()).RoutingKey);
    }

    [Fact]
    public async Task Topic_ThatIsForbiddenAmongMany_IsToldFromTheOthers()
    {
        await using var site = await Site.StartAsync(shared);
        string[] topics = [.. Enumerable.Range(0, 200).Select(i => i == 100 ? "forbidden" : $"allowed.m{i}")];

        var kinds = await Task.WhenAll(topics.Select(site.KindAsync));

        Assert.Equal(MessengerErrorKind.NotPermitted, kinds[100]);
        Assert.All(
            kinds.Where((_, i) => i != 100), kind => Assert.True(kind is null or MessengerErrorKind.InDoubt, $"{kind}"));
    }

    [Fact]
    public async Task Topic_ThatIsKnownToBeForbidden_DisturbsNobodyAnyMore()
    {
        await using var site = await Site.StartAsync(shared);
        Assert.Equal(MessengerErrorKind.NotPermitted, await site.KindAsync("forbidden"));
        string[] topics = [.. Enumerable.Range(0, 60).Select(i => i % 20 == 10 ? "forbidden" : $"allowed.m{i}")];

        var kinds = await Task.WhenAll(topics.Select(site.KindAsync));

        Assert.Equal(
            topics.Select(t => t == "forbidden" ? MessengerErrorKind.NotPermitted : (MessengerErrorKind?)null), kinds);
        var received = await site.Rig.Subscriber.ReceiveAsync(57, TestContext.Current.CancellationToken);
        Assert.Equal(
            topics.Where(t => t != "forbidden").Select(t => $"{site.Rig.Prefix}.{t}"), received.Select(d => d.RoutingKey));
    }

    [Fact]
    public async Task Exchange_ThatTheUserMayNotUse_IsNotPermitted()
    {
        await using var site = await Site.StartAsync(shared, "amq.direct");

        Assert.Equal(MessengerErrorKind.NotPermitted, await site.KindAsync("allowed.compose"));
    }

    /// <summary>A publisher with the rights that a site grants.</summary>
    private sealed class Site : IAsyncDisposable
    {
        private readonly FedoraMessagingMessenger _messenger;

        private Site(BrokerRig rig, LimitedUser user, string exchange)
        {
            Rig = rig;
            _messenger = BrokerRig.Create(new FedoraMessagingOptions
            {
                Url = rig.Server.UrlFor(user.Name, LimitedUser.Password),
                Exchange = exchange,
                TopicPrefix = rig.Prefix,
                ModName = "",
            });
        }

        public BrokerRig Rig { get; }

        public static async Task<Site> StartAsync(SharedAtBroker shared, string exchange = "amq.topic")
        {
            var rig = await BrokerRig.StartAsync();
            return new Site(rig, await shared.UserAsync(rig.Server), exchange);
        }

        public Task SendAsync(string topic) =>
            _messenger.SendAsync(Make.Message(topic), TestContext.Current.CancellationToken);

        /// <summary>The kind of error that a send ends with; null: it was confirmed.</summary>
        public async Task<MessengerErrorKind?> KindAsync(string topic) =>
            (await Record.ExceptionAsync(() => SendAsync(topic)) as MessengerException)?.Kind;

        public async ValueTask DisposeAsync()
        {
            await _messenger.DisposeAsync();
            await Rig.DisposeAsync();
        }
    }
}
