namespace PdcBus.FedoraMessaging.Tests;

/// <summary>
/// A user as a site gives one to a publisher: may declare nothing, and publish to <c>amq.topic</c> only topics that go on
/// with <c>allowed</c> behind the prefix of a test.
/// </summary>
internal sealed class LimitedUser : IAsyncDisposable
{
    public const string Password = "p:a/s%s";

    private readonly RabbitMqServer _server;

    private LimitedUser(RabbitMqServer server) => _server = server;

    public string Name { get; } = $"publisher-{Guid.NewGuid():N}";

    public static async Task<LimitedUser> CreateAsync(RabbitMqServer server)
    {
        var user = new LimitedUser(server);
        // One call for all: each starts a machine of its own.
        await server.ControlAsync(
            [
                "eval",
                $$"""
                U = <<"{{user.Name}}">>, A = <<"tests">>,
                ok = rabbit_auth_backend_internal:add_user(U, <<"{{Password}}">>, A),
                ok = rabbit_auth_backend_internal:set_permissions(U, <<"/">>, <<"^$">>, <<"^amq\\.topic$">>, <<"^$">>, A),
                ok = rabbit_auth_backend_internal:set_topic_permissions(
                  U, <<"/">>, <<"amq.topic">>, <<"^test-[0-9a-f]+\\.allowed\\.">>, <<"^$">>, A).
                """,
            ],
            CancellationToken.None);
        return user;
    }

    public async ValueTask DisposeAsync() => await _server.ControlAsync(["delete_user", Name], CancellationToken.None);
}
