using System.Diagnostics.CodeAnalysis;

namespace PdcBus;

internal sealed partial class Lane
{
    // The messenger: what may go, goes, in order.

    private void Send()
    {
        if (_circuit.IsOpen && (_flights.Count > 0 || _clock.GetUtcNow() < _circuit.NextProbe)) return;
        while (_flights.Count < (_circuit.IsOpen ? 1 : _window.Size) && TryTakeNext(out var entry))
        {
            Start(new Flight(entry, _clock.GetTimestamp(), alone: _window.Size == 1));
        }
    }

    private bool TryTakeNext([NotNullWhen(true)] out OutboxEntry? entry)
    {
        if (!_suspect.WantsWitness) return _backlog.TryTake(out entry!);
        if (_backlog.TryTakeOther(_suspect.Entry!, out entry!))
        {
            _suspect.Witness = entry;
            return true;
        }

        // While the bus counts as unreachable the suspected message is itself the probe.
        if (_circuit.IsOpen) return _backlog.TryTake(out entry!);
        OpenCircuit("A message was lost three times alone, and there is no other to tell whose fault it is.");
        return false;
    }

    private void Start(Flight flight)
    {
        _flights.Add(flight);
        flight.Sending = Call(flight.Entry.Message, _flightsEnd.Token);
        if (flight.Sending.IsCompletedSuccessfully) Take(new SendResult(flight, null), recalled: false);
        else _ = ReportAsync(flight);
    }

    private Task Call(PdcMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return PdcBusDiagnostics.IsTraced
                ? PdcBusDiagnostics.TraceAsync(_messenger, message, _name, cancellationToken)
                : _messenger.SendAsync(message, cancellationToken);
        }
        catch (Exception error)
        {
            return Task.FromException(error);
        }
    }

    private async Task ReportAsync(Flight flight)
    {
        MessengerException? failure = null;
        try
        {
            await flight.Sending.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = SendResult.Classify(error);
        }

        _results.Enqueue(new SendResult(flight, failure));
        _wake.Pulse();
    }
}
