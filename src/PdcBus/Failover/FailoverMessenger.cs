using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// Several messengers as one: the first that is reachable sends. A message is with one member at a time, always under
/// its id, and has one outcome; when it failed, the relay sends it again, and by then another may be in charge.
/// </summary>
internal sealed partial class FailoverMessenger : IMessenger, IAsyncDisposable
{
    /// <summary>How long a message waits for a member on trial before the one in charge gets it.</summary>
    public static readonly TimeSpan TrialTimeout = TimeSpan.FromSeconds(3);

    private readonly string _name;
    private readonly IReadOnlyList<(string Name, IMessenger Messenger)> _members;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _made;

    private readonly Lock _gate = new();
    private readonly FailoverPolicy _policy;
    private bool _isTrying;
    private int _announced;

    public FailoverMessenger(
        string name, IReadOnlyList<(string Name, IMessenger Messenger)> members, FailoverOptions options,
        TimeProvider clock, ILogger<FailoverMessenger> logger)
    {
        _name = name;
        _members = members;
        _clock = clock;
        _logger = logger;
        _made = clock.GetTimestamp();
        _policy = new FailoverPolicy(members.Count, options);
        ConfirmsDelivery = members.All(m => m.Messenger.ConfirmsDelivery);
    }

    /// <summary>Only if every member does: nobody can tell afterwards which of them it was.</summary>
    public bool ConfirmsDelivery { get; }

    private TimeSpan Now => _clock.GetElapsedTime(_made);

    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        int member;
        int? trial;
        lock (_gate)
        {
            member = _policy.InCharge;
            trial = _isTrying ? null : _policy.DueForTrial(Now);
            _isTrying |= trial is not null;
        }

        return trial is { } preferred
            ? TryAsync(preferred, message, cancellationToken)
            : SendAsync(member, message, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, messenger) in _members)
        {
            if (messenger is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
            else (messenger as IDisposable)?.Dispose();
        }
    }

    private async Task SendAsync(int member, PdcMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _members[member].Messenger.SendAsync(message, cancellationToken).ConfigureAwait(false);
            Answered(member);
        }
        catch (Exception error)
        {
            if (IsAnswer(error)) Answered(member);
            else Failed(member);
            throw;
        }
    }

    /// <summary>One message that asks whether a preferred member is well again.</summary>
    private async Task TryAsync(int member, PdcMessage message, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(TrialTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _members[member].Messenger.SendAsync(message, either.Token).ConfigureAwait(false);
            Tried(member, hasAnswered: true);
            return;
        }
        catch (Exception error)
        {
            var isAnswer = IsAnswer(error);
            Tried(member, isAnswer);
            if (isAnswer || cancellationToken.IsCancellationRequested) throw;
        }

        int inCharge;
        lock (_gate) inCharge = _policy.InCharge;
        await SendAsync(inCharge, message, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsAnswer(Exception error) =>
        SendResult.Classify(error).Kind is not (MessengerErrorKind.Unreachable or MessengerErrorKind.InDoubt);

    private void Answered(int member)
    {
        int before;
        lock (_gate)
        {
            _policy.Answered(member);
            before = _announced;
            if (member != _policy.InCharge || member == before) return;
            _announced = member;
        }

        // Only now: while nobody answers, those who are asked in turn would fill the log.
        Log.TakesOver(_logger, _name, _members[member].Name, _members[before].Name);
    }

    private void Failed(int member)
    {
        lock (_gate) _policy.Failed(member, Now);
    }

    private void Tried(int member, bool hasAnswered)
    {
        lock (_gate)
        {
            _isTrying = false;
            if (!hasAnswered) _policy.Missed(member, Now);
            if (!hasAnswered || !_policy.Passed(member, Now)) return;
            _announced = member;
        }

        Log.HandsBack(_logger, _name, _members[member].Name);
    }

    private static partial class Log
    {
        [LoggerMessage(1310, LogLevel.Warning, "{Chain}: {Member} takes over from {Before}, which is unreachable.")]
        public static partial void TakesOver(ILogger logger, string chain, string member, string before);

        [LoggerMessage(1311, LogLevel.Information, "{Chain}: {Member} is well again and has the messages back.")]
        public static partial void HandsBack(ILogger logger, string chain, string member);
    }
}
