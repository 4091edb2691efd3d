namespace PdcBus;

internal sealed partial class Lane
{
    // The outbox: what was answered is written down, what waits is read.

    /// <summary>Writes down what the bus has answered: settled, refused until later, or parked.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_confirmed.Count > 0)
        {
            await _store.SettleAsync(_name, _confirmed, cancellationToken).ConfigureAwait(false);
            foreach (var position in _confirmed) _backlog.Forget(position);
            _confirmed.Clear();
        }

        while (_refused.TryPeek(out var refused))
        {
            await WriteDownAsync(refused.Entry, refused.Error, cancellationToken).ConfigureAwait(false);
            _refused.Dequeue();
        }
    }

    private async Task WriteDownAsync(OutboxEntry entry, MessengerException error, CancellationToken cancellationToken)
    {
        var attempts = entry.Attempts + 1;
        var failure = OutboxFailure.Of(attempts, error);
        if (IsFinal(error) || attempts >= _options.MaxAttempts)
        {
            await _store.ParkAsync(_name, entry.Position, failure, cancellationToken).ConfigureAwait(false);
            Release(entry);
            _backlog.Forget(entry.Position);
            _report.Parked(entry.Message, failure);
            return;
        }

        var due = _clock.GetUtcNow() + RetryPolicy.Delay(attempts, Random.Shared.NextDouble());
        await _store.DeferAsync(_name, entry.Position, due, failure, cancellationToken).ConfigureAwait(false);
        _backlog.Defer(entry with { Attempts = attempts }, due);
        _report.Refused(entry.Message, failure);
    }

    private static bool IsFinal(MessengerException error) =>
        error.Park || error.Kind is MessengerErrorKind.Invalid or MessengerErrorKind.TooLarge;

    /// <summary>Reads on while there is room and reason to: an append, the poll, a page that was full.</summary>
    private async Task ReadAsync(LaneEnd end)
    {
        var now = _clock.GetUtcNow();
        if (!WantsToRead || (!_appended && now < _nextRead)) return;

        // A drain that has seen the end sends what it has: other processes may append for ever.
        if (end.IsDraining && _isReadToEnd && !_appended) return;

        _appended = false;
        var entries = await _store.ReadAsync(_name, _backlog.Cursor, PageSize, end.Aborted).ConfigureAwait(false);
        foreach (var entry in entries) _backlog.Offer(entry);
        _isReadToEnd = entries.Count < PageSize;
        _nextRead = now + (_isReadToEnd ? PollInterval : TimeSpan.Zero);
    }

    /// <summary>While the bus is away the oldest message is all that is needed, and one more to be its witness.</summary>
    private bool WantsToRead => _circuit.IsOpen ? _backlog.ReadyCount < 2 : _backlog.HasRoom;
}
