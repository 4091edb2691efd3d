using System.Globalization;

namespace PdcBus;

internal sealed partial class Lane
{
    // What came back: who is confirmed, who goes again, and what that says about the bus.

    private void CheckDeadline()
    {
        if (_trouble is not null || !_flights.TryPeekOldest(out var oldest)) return;
        var limit = LimitOf(oldest);
        if (_clock.GetElapsedTime(oldest.Started) < limit || oldest.Sending.IsCompleted) return;

        // A message may be slow among many; a probe that gets no answer says that the bus gives none.
        if (oldest.Alone) _silentProbes++;
        var kind = oldest.Alone ? MessengerErrorKind.Unreachable : MessengerErrorKind.InDoubt;
        _trouble = (oldest, new MessengerException(
            kind, string.Create(CultureInfo.InvariantCulture, $"The bus did not confirm within {limit.TotalSeconds:0.#} s.")));
    }

    /// <summary>Probes follow each other quickly, unless the bus may just be slow.</summary>
    private TimeSpan LimitOf(Flight flight)
    {
        if (!flight.Alone) return _options.SendTimeout;
        var limit = Circuit.MaxPause * Math.Pow(2, Math.Min(_silentProbes, 8));
        return limit < _options.SendTimeout ? limit : _options.SendTimeout;
    }

    private void TakeResults()
    {
        while (_results.TryDequeue(out var result)) Take(result, recalled: false);
    }

    private void Take(SendResult result, bool recalled)
    {
        var entry = result.Flight.Entry;
        if (!_flights.Remove(result.Flight)) return;
        if (result.Error is not { } error)
        {
            Answered(entry);
            Confirm(entry, null);
            return;
        }

        switch (error.Kind)
        {
            case MessengerErrorKind.Unreachable or MessengerErrorKind.InDoubt:
                _backlog.Return(entry);
                if (!recalled && _trouble?.Error.Kind != MessengerErrorKind.Unreachable) _trouble = (result.Flight, error);
                break;
            case MessengerErrorKind.Unroutable when !error.Park:
                Answered(entry);
                Confirm(entry, error);
                break;
            default:
                Answered(entry);
                _refused.Enqueue((entry, error));
                break;
        }
    }

    /// <summary>The bus has answered for an entry, yes or no: it is there.</summary>
    private void Answered(OutboxEntry entry)
    {
        _window.Confirmed();
        _silentProbes = 0;
        _hasLeftBehind = false;
        var now = _clock.GetUtcNow();
        var away = now - _circuit.Since;
        var wasAway = _circuit.Close(now);
        if (wasAway) _report.Reachable(away);
        if (_suspect.Answered(entry, wasAway) is { } guilty && _backlog.Withdraw(guilty))
        {
            _refused.Enqueue((guilty, new MessengerException(
                MessengerErrorKind.InDoubt, "The connection was lost each time this message was sent alone.")));
        }
    }

    private void Confirm(OutboxEntry entry, MessengerException? unroutable)
    {
        Release(entry);
        _confirmed.Add(entry.Position);
        _report.Done(entry.Message, unroutable);
    }

    private void Release(OutboxEntry entry)
    {
        if (_backlog.Release(entry)) ReadOn();
    }

    /// <summary>There is something to read that was passed over.</summary>
    private void ReadOn()
    {
        _isReadToEnd = false;
        _nextRead = default;
    }

    /// <summary>Cancels everything under way and waits for it: only then is it known what goes again, and in order.</summary>
    private async Task RecallAsync()
    {
        await CancelFlightsAsync().ConfigureAwait(false);
        var deadline = _clock.GetTimestamp();
        while (_flights.Count > 0)
        {
            while (_results.TryDequeue(out var result)) Take(result, recalled: true);
            var left = CancelGrace - _clock.GetElapsedTime(deadline);
            if (_flights.Count == 0) break;
            if (left <= TimeSpan.Zero)
            {
                if (!_hasLeftBehind) _report.LeftBehind(_flights.Count);
                _hasLeftBehind = true;
                foreach (var flight in _flights.Clear()) _backlog.Return(flight.Entry);
                break;
            }

            _timer.Change(left, Timeout.InfiniteTimeSpan);
            await _wake.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _flightsEnd.Dispose();
        _flightsEnd = new CancellationTokenSource();
        _window.Reset();
    }

    private async Task CancelFlightsAsync()
    {
        try
        {
            await _flightsEnd.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException error)
        {
            // A messenger's own callback: the others were called all the same.
            _report.CancelFailed(error);
        }
    }

    private void AnswerFor(Flight flight, MessengerException error)
    {
        if (error.Kind == MessengerErrorKind.Unreachable)
        {
            _suspect.Witness = null;
            OpenCircuit(error.Message);
        }
        else if (flight.Entry.Position == _suspect.Witness?.Position)
        {
            _suspect.Clear();
            OpenCircuit($"Two messages in turn were lost alone. {error.Message}");
        }
        else if (flight.Alone)
        {
            _suspect.Lost(flight.Entry);
            if (_circuit.IsOpen) OpenCircuit(error.Message);
        }
    }

    private void OpenCircuit(string reason)
    {
        var wasOpen = _circuit.IsOpen;
        _circuit.Open(reason, _clock.GetUtcNow(), Random.Shared.NextDouble());
        if (!wasOpen) _report.Unreachable(reason);
    }
}
