using CsCheck;

namespace PdcBus;

/// <summary>Whatever is read, sent, refused, lost and read again in whatever order: keys keep theirs, nothing is lost.</summary>
public sealed class LaneBacklogPropertyTests
{
    private static readonly Gen<(int Capacity, int[] Keys, int[] Choices)> Histories = Gen.Select(
        Gen.Int[1, 4], Gen.Int[0, 3].Array[1, 60], Gen.Int[0, 9].Array[0, 200]);

    [Fact]
    public void Backlog_AnyHistory_ConfirmsEachOnceAndKeepsTheOrderOfKeys() =>
        Histories.Sample(h => new History(h.Capacity, h.Keys).Run(h.Choices), iter: 1000);

    /// <summary>A lane without clock and bus: it does to a backlog what it is told.</summary>
    private sealed class History
    {
        private const int PageSize = 5;
        private readonly LaneBacklog _backlog;
        private readonly SortedDictionary<long, OutboxEntry> _store = [];
        private readonly List<OutboxEntry> _underWay = [];
        private readonly List<OutboxEntry> _confirmed = [];
        private readonly HashSet<long> _unsettled = [];
        private readonly int _appended;
        private DateTimeOffset _now = Make.Noon;

        public History(int capacity, int[] keys)
        {
            _backlog = new LaneBacklog(capacity);
            _appended = keys.Length;
            for (var i = 0; i < keys.Length; i++)
            {
                _store[i + 1] = Make.Entry(i + 1, keys[i] == 0 ? null : $"k{keys[i]}");
            }
        }

        public void Run(int[] choices)
        {
            foreach (var choice in choices) Do(choice);
            for (var i = 0; _store.Count > 0; i++)
            {
                Assert.True(i < 10_000, "It comes to no end.");
                Do(0);
                Do(1);
                Do(2);
                Do(3);
                Do(8);
            }

            Assert.Equal(_appended, _confirmed.Count);
            Assert.True(_backlog.IsEmpty);
            foreach (var key in _confirmed.Where(e => e.Message.OrderingKey is not null).GroupBy(e => e.Message.OrderingKey))
            {
                var order = key.Select(e => e.Position).ToList();
                Assert.Equal(order.Order(), order);
            }
        }

        private void Do(int choice)
        {
            switch (choice)
            {
                case 0 or 4:
                    Read();
                    break;
                case 1 or 5:
                    Take();
                    break;
                case 2 or 6 when _underWay.Count > 0:
                    Confirm(_underWay[choice == 2 ? 0 : ^1]);
                    break;
                case 3:
                    Settle();
                    break;
                case 7 when _underWay.Count > 0:
                    Refuse(_underWay[0]);
                    break;
                case 8:
                    _now += TimeSpan.FromSeconds(1);
                    _backlog.Advance(_now);
                    break;
                case 9:
                    Recall();
                    break;
            }
        }

        private void Read()
        {
            if (!_backlog.HasRoom) return;
            foreach (var entry in _store.Values.Where(e => e.Position > _backlog.Cursor).Take(PageSize).ToList())
            {
                _backlog.Offer(entry);
            }
        }

        private void Take()
        {
            if (!_backlog.TryTake(out var entry)) return;
            Assert.DoesNotContain(entry.Position, _underWay.Select(e => e.Position));
            Assert.DoesNotContain(entry.Position, _confirmed.Select(e => e.Position));
            if (entry.Message.OrderingKey is { } key) Assert.DoesNotContain(key, _underWay.Select(e => e.Message.OrderingKey));
            _underWay.Add(entry);
        }

        private void Confirm(OutboxEntry entry)
        {
            _underWay.Remove(entry);
            _confirmed.Add(entry);
            _unsettled.Add(entry.Position);
            _backlog.Release(entry);
        }

        private void Settle()
        {
            foreach (var position in _unsettled)
            {
                _store.Remove(position);
                _backlog.Forget(position);
            }

            _unsettled.Clear();
        }

        private void Refuse(OutboxEntry entry)
        {
            _underWay.Remove(entry);
            var due = _now.AddSeconds(2);
            _store[entry.Position] = entry with { NotBefore = due };
            _backlog.Defer(entry, due);
        }

        private void Recall()
        {
            foreach (var entry in _underWay) _backlog.Return(entry);
            _underWay.Clear();
            if (_now.Second % 2 == 0) _backlog.Restart(_unsettled, []);
        }
    }
}
