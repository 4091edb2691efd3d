namespace PdcBus;

/// <summary>
/// Which member of a fail-over chain sends. Pure: the caller brings the time, counted from any moment by a clock that
/// only goes forward, and calls one at a time.
/// </summary>
/// <remarks>
/// The first member is preferred, and after it each before those behind. What a member that is not in charge answers
/// matters only as a trial: late results of one that was replaced change nothing.
/// </remarks>
internal sealed class FailoverPolicy(int count, FailoverOptions options)
{
    /// <summary>The longest pause between two trials of a member that stays away.</summary>
    public static readonly TimeSpan MaxTrialPause = TimeSpan.FromMinutes(5);

    /// <summary>A failure so long ago says nothing: nobody has asked since.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);

    private readonly Trial[] _trials = new Trial[count];
    private bool _hasAnswered = true;
    private TimeSpan? _awaySince;
    private TimeSpan _lastFailure;

    /// <summary>The member that sends.</summary>
    public int InCharge { get; private set; }

    private TimeSpan FirstTrialPause => options.HandBackAfter / 3;

    /// <summary>A preferred member that is due to be tried with the next message; null if none is.</summary>
    public int? DueForTrial(TimeSpan now)
    {
        for (var member = 0; member < InCharge; member++)
        {
            if (_trials[member].Due <= now) return member;
        }

        return null;
    }

    /// <summary>The member in charge has answered, yes or no.</summary>
    public void Answered(int member)
    {
        if (member != InCharge) return;
        _hasAnswered = true;
        _awaySince = null;
    }

    /// <summary>The member in charge has given no answer.</summary>
    /// <returns>Whether the next one is in charge now.</returns>
    public bool Failed(int member, TimeSpan now)
    {
        if (member != InCharge) return false;
        if (now - _lastFailure > Memory + options.TakeOverAfter) _awaySince = null;
        _lastFailure = now;
        _awaySince ??= now;
        if (_hasAnswered && now - _awaySince < options.TakeOverAfter) return false;

        _trials[member] = new Trial { Pause = FirstTrialPause, Due = now + FirstTrialPause };
        PutInCharge((member + 1) % count, hasAnswered: false);
        return true;
    }

    /// <summary>A member on trial has answered.</summary>
    /// <returns>Whether it is in charge again.</returns>
    public bool Passed(int member, TimeSpan now)
    {
        ref var trial = ref _trials[member];
        trial.WellSince ??= now;
        trial.Pause = FirstTrialPause;
        trial.Due = now + trial.Pause;
        if (member >= InCharge || now - trial.WellSince < options.HandBackAfter) return false;
        PutInCharge(member, hasAnswered: true);
        return true;
    }

    /// <summary>A member on trial has given no answer.</summary>
    public void Missed(int member, TimeSpan now)
    {
        ref var trial = ref _trials[member];
        trial.WellSince = null;
        trial.Pause = trial.Pause * 2 < MaxTrialPause ? trial.Pause * 2 : MaxTrialPause;
        trial.Due = now + trial.Pause;
    }

    private void PutInCharge(int member, bool hasAnswered)
    {
        InCharge = member;
        _hasAnswered = hasAnswered;
        _awaySince = null;
    }

    private struct Trial
    {
        public TimeSpan Due;
        public TimeSpan Pause;
        public TimeSpan? WellSince;
    }
}
