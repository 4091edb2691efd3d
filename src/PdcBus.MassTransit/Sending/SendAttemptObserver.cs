using MassTransit;

namespace PdcBus;

/// <summary>
/// Sees the error of each try, which MassTransit would else hide behind its repetitions, and ends the send with it.
/// </summary>
internal sealed class SendAttemptObserver(ITransport transport) : ISendObserver
{
    public Task PreSend<T>(SendContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostSend<T>(SendContext<T> context)
        where T : class => Task.CompletedTask;

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class
    {
        // A cancelled send is not repeated anyway.
        if (context.Message is not SendAttempt attempt || exception is OperationCanceledException)
        {
            return Task.CompletedTask;
        }

        attempt.Fail(transport.Explain(exception, attempt));
        throw new SendEndedException();
    }
}
