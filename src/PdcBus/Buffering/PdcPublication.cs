using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>
/// The way of one scope's events from the buffer through the decision into the outbox. Scoped. For code that adapts
/// a framework's requests; applications use <c>[PublishPdcEvents]</c> or <see cref="IPdcEventScope"/>.
/// </summary>
/// <remarks>
/// The order of calls: <see cref="Open"/>, <see cref="BeginAsync"/> (if the work may write),
/// <see cref="DecideAsync"/> when the action's outcome is known, <see cref="CompleteAsync"/> at the very end. None of
/// them is cancelled by a client that leaves: what has been decided is carried out.
/// </remarks>
public sealed class PdcPublication
{
    private readonly PdcEventBuffer _buffer;
    private readonly PdcPublisher _publisher;
    private readonly OutboxAdmission _admission;
    private readonly IServiceProvider _services;
    private readonly PdcCommits _commits;
    private string _source = "";
    private Func<PdcOrigin> _origin = static () => default;
    private IPdcUnitOfWork? _unitOfWork;
    private PdcChangeset? _changeset;
    private PdcLedgerDecision? _first;
    private PublishDecision _decision;

    internal PdcPublication(
        PdcEventBuffer buffer,
        PdcPublisher publisher,
        PdcCommits commits,
        OutboxAdmission admission,
        IServiceProvider services)
    {
        _buffer = buffer;
        _publisher = publisher;
        _commits = commits;
        _admission = admission;
        _services = services;
    }

    /// <summary>Whether <see cref="Open"/> was called: somebody decides in this scope.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the work may write, as <see cref="Open"/> was told.</summary>
    public bool MayWrite { get; private set; }

    /// <summary>Whether the decision about the first batch, the events of the action, has begun.</summary>
    public bool IsDecided { get; private set; }

    /// <summary>Takes charge of the scope's buffer.</summary>
    /// <param name="source">What the ledger and the log call this work, for example <c>POST /labels/</c>.</param>
    /// <param name="mayWrite">Whether the work may write, so that room for its messages is asked for.</param>
    /// <param name="origin">
    /// Who does it, and why. Asked each time that messages are written, which a commit of the action's own may cause
    /// before anything is decided.
    /// </param>
    /// <exception cref="PdcOutboxFullException">Too many messages are waiting; nothing was opened.</exception>
    public void Open(string source, bool mayWrite, Func<PdcOrigin> origin)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(origin);
        if (mayWrite) _admission.Ask();
        _source = source;
        MayWrite = mayWrite;
        _origin = origin;
        _commits.Start(source, origin);
        IsOpen = true;
        foreach (var observer in _services.GetServices<IPdcPublicationObserver>()) observer.Opened(this);
    }

    /// <summary>Opens the application's unit of work, if it has one.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var unitOfWork = _services.GetService<IPdcUnitOfWork>();
        if (unitOfWork is null) return;
        await unitOfWork.BeginAsync(cancellationToken).ConfigureAwait(false);
        _unitOfWork = unitOfWork;
        _commits.Stop();
    }

    /// <summary>
    /// Decides the first batch: commits and appends it, or rolls back and discards it. Called again it changes
    /// nothing and returns the decision that was made.
    /// </summary>
    /// <exception cref="Exception">
    /// The changeset, the commit or the outbox failed. Before the commit of a unit of work everything was rolled back;
    /// after it, and without one, the log names the ids that are lost.
    /// </exception>
    public async Task<PublishDecision> DecideAsync(ActionOutcome outcome)
    {
        if (IsDecided) return _decision;
        IsDecided = true;
        _commits.Stop();
        var batch = _buffer.Take();
        _decision = PublishDecision.For(outcome, _buffer.DiscardReason);
        if (_decision.Publish) await PublishAsync(batch).ConfigureAwait(false);
        else await RollBackAsync().ConfigureAwait(false);
        if (!_decision.Publish) _commits.Note(_decision.Detail);
        if (batch.Count > 0 || (MayWrite && !_commits.HasDecided)) _first = _publisher.Record(_source, _decision, batch);
        return _decision;
    }

    /// <summary>
    /// Ends the scope: decides what was added since the first decision, as a batch of its own; what comes later is
    /// refused. If nothing was decided yet, this decides the first batch. A failure after a decision to publish
    /// changes nothing of it; the ledger notes it.
    /// </summary>
    public async Task CompleteAsync(ActionOutcome outcome)
    {
        try
        {
            if (!IsDecided)
            {
                await DecideAsync(outcome).ConfigureAwait(false);
                return;
            }

            var later = PublishDecision.For(outcome, _buffer.DiscardReason);
            if (_decision.Publish && !later.Publish) Note(later.Detail);
            if (_buffer.Count > 0) await DecideLaterBatchAsync(later).ConfigureAwait(false);
        }
        finally
        {
            _buffer.Close();
        }
    }

    private void Note(string later)
    {
        if (_first is not null) _publisher.Note(_first, later);
        _commits.Note(later);
    }

    private async Task DecideLaterBatchAsync(PublishDecision decision)
    {
        var batch = _buffer.Take();
        if (decision.Publish)
        {
            try
            {
                var rows = _publisher.ToRows(batch, new CommonFields(_origin(), _changeset));
                await Outbox.AppendAsync(rows, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                Fail(batch, isRolledBack: false, error);
                throw;
            }
        }

        _publisher.Record(_source, decision, batch);
    }

    private IOutbox Outbox => _services.GetRequiredService<IOutbox>();

    private async Task PublishAsync(IReadOnlyList<PendingEvent> batch)
    {
        if (batch.Count == 0 && _unitOfWork is null) return;
        var committed = false;
        try
        {
            if (_services.GetService<IPdcChangesetProvider>() is { } changesets)
            {
                _changeset = await changesets.SaveAsync(_origin(), CancellationToken.None).ConfigureAwait(false);
            }

            var rows = batch.Count == 0 ? [] : _publisher.ToRows(batch, new CommonFields(_origin(), _changeset));
            var outbox = rows.Count == 0 ? null : Outbox;
            if (outbox is { JoinsTransaction: true }) await outbox.AppendAsync(rows, default).ConfigureAwait(false);
            if (_unitOfWork is not null) await _unitOfWork.CommitAsync(default).ConfigureAwait(false);
            committed = true;
            if (outbox is { JoinsTransaction: false }) await outbox.AppendAsync(rows, default).ConfigureAwait(false);
            else if (outbox is not null && _unitOfWork is null) _publisher.ReportLate(_source, batch.Count);
        }
        catch (Exception error)
        {
            _decision = Fail(batch, isRolledBack: !committed && _unitOfWork is not null, error);
            if (!committed) await RollBackAsync().ConfigureAwait(false);
            throw;
        }
    }

    private PublishDecision Fail(IReadOnlyList<PendingEvent> batch, bool isRolledBack, Exception error)
    {
        var failed = new PublishDecision(DiscardReason.NotStored, $"storing failed: {error.GetType().Name}");
        _publisher.ReportNotStored(_source, batch, isRolledBack, error);
        _publisher.Record(_source, failed, batch);
        return failed;
    }

    /// <summary>
    /// Never throws: the action's own error, or the result that it chose, is the one to report. A transaction that
    /// cannot be rolled back dies with its scope.
    /// </summary>
    private async Task RollBackAsync()
    {
        if (_unitOfWork is null) return;
        try
        {
            await _unitOfWork.RollBackAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _publisher.ReportRollBackFailed(_source, error);
        }
    }
}
