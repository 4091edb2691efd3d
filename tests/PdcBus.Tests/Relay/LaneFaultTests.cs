namespace PdcBus;

/// <summary>Everything at once: what the parts promise each for itself has to hold together.</summary>
public sealed class LaneFaultTests
{
    private const int Messages = 10_000;
    private const int Keys = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    public async Task Lane_TenThousandMessagesAndRandomFaults_DeliversEachAndKeepsTheOrderOfKeys(int seed)
    {
        await using var rig = new LaneRig(new RelayOptions
        {
            Window = 64, MaxAttempts = 1000, SendTimeout = TimeSpan.FromSeconds(2),
        });
        var bus = new FaultyBus(seed, rig.Clock);
        rig.Messenger.Rule = bus.Take;
        rig.Store.Fault = bus.StoreFault;
        var random = new Random(seed);
        var messages = Enumerable.Range(0, Messages)
            .Select(i => Make.Message($"m{i}", random.Next(3) == 0 ? null : $"k{random.Next(Keys)}"))
            .ToList();
        rig.Start();
        foreach (var batch in messages.Chunk(500))
        {
            await rig.AppendAsync(batch);
            rig.Clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        await rig.EmptiedAsync(TimeSpan.FromMilliseconds(200));

        Assert.Null(rig.Messenger.KeyUnderWayTwice);
        Assert.Equal(messages.Select(m => m.Topic).Order(), bus.Taken.Select(m => m.Topic).Distinct().Order());
        Assert.Empty(await rig.ParkedAsync());
        var places = messages.Select((m, i) => (m.Topic, i)).ToDictionary(p => p.Topic, p => p.i);
        foreach (var key in bus.Taken.Where(m => m.OrderingKey is not null).GroupBy(m => m.OrderingKey))
        {
            var order = key.Select(m => places[m.Topic]).ToList();
            Assert.Equal(order.Order(), order);
        }

        Assert.True(bus.Faults > 200, $"Only {bus.Faults} faults were injected.");
    }

    /// <summary>A bus that answers now or later, or not, or wrongly; and writes down what it has really taken.</summary>
    private sealed class FaultyBus(int seed, TimeProvider clock)
    {
        private readonly Random _random = new(seed);
        private readonly Lock _gate = new();
        private readonly List<PdcMessage> _taken = [];
        private DateTimeOffset _awayUntil;

        public int Faults { get; private set; }

        public IReadOnlyList<PdcMessage> Taken
        {
            get
            {
                lock (_gate) return [.. _taken];
            }
        }

        public void Take(Sending sending)
        {
            lock (_gate)
            {
                var dice = _random.Next(1000);
                if (clock.GetUtcNow() < _awayUntil)
                {
                    sending.Fail(MessengerErrorKind.Unreachable);
                    return;
                }

                if (dice < 40) Faults++;
                switch (dice)
                {
                    case < 2:
                        _awayUntil = clock.GetUtcNow() + TimeSpan.FromSeconds(_random.Next(1, 4));
                        sending.Fail(MessengerErrorKind.Unreachable);
                        break;
                    case < 4:
                        // Taken, but the confirm got lost with the connection.
                        _taken.Add(sending.Message);
                        sending.Fail(MessengerErrorKind.InDoubt);
                        break;
                    case < 6:
                        sending.Fail(MessengerErrorKind.InDoubt);
                        break;
                    case < 7:
                        // No answer at all: the deadline has to find out.
                        break;
                    case < 40:
                        sending.Fail(MessengerErrorKind.Refused);
                        break;
                    case < 500:
                        _taken.Add(sending.Message);
                        sending.Confirm();
                        break;
                    default:
                        _taken.Add(sending.Message);
                        _ = ConfirmLaterAsync(sending);
                        break;
                }
            }
        }

        public IOException? StoreFault(string call)
        {
            lock (_gate)
            {
                if (_random.Next(500) > 0) return null;
                Faults++;
                return new IOException($"The store failed to {call}.");
            }
        }

        private static async Task ConfirmLaterAsync(Sending sending)
        {
            await Task.Yield();
            sending.Confirm();
        }
    }
}
