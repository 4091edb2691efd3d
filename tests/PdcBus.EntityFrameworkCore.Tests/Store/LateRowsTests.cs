using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class LateRowsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly LateRows _late;

    public LateRowsTests() => _late = new LateRows(_clock);

    [Fact]
    public void Start_NothingInProgress_IsTheCursor()
    {
        Read(after: 0, [1, 2, 3], Snapshot(next: 10));

        AssertStart(3, [], after: 3);
    }

    [Fact]
    public void Start_ATransactionWasInProgress_IsWhereTheReadingBeforeItHadGotTo()
    {
        Read(after: 0, [1, 2], Snapshot(next: 10));
        Read(after: 2, [4, 5], Snapshot(next: 12, 11));

        AssertStart(2, [4, 5], after: 5);
    }

    [Fact]
    public void Start_ItsRowsWereReadWhenItHadEnded_IsTheCursorAgain()
    {
        Read(after: 0, [1, 2], Snapshot(next: 10));
        Read(after: 2, [4, 5], Snapshot(next: 12, 11));
        Read(after: 5, [3], Snapshot(next: 12));

        AssertStart(5, [], after: 5);
    }

    [Fact]
    public void Start_RowsHaveLeft_DoesNotExceptThem()
    {
        Read(after: 0, [1, 2], Snapshot(next: 10));
        Read(after: 2, [4, 5, 6], Snapshot(next: 12, 11));
        _late.Gone(5);

        AssertStart(2, [4, 6], after: 6);
    }

    [Fact]
    public void Start_ALongTransaction_DoesNotHoldBackTheCursor()
    {
        Read(after: 0, [1], Snapshot(next: 12, 11));
        _clock.Advance(TimeSpan.FromSeconds(1));

        AssertStart(1, [], after: 1);
    }

    [Fact]
    public void Accept_ALongTransactionHasEnded_WantsToReadFromItsPlaceFirst()
    {
        Read(after: 0, [1, 2], Snapshot(next: 10));
        Read(after: 2, [4], Snapshot(next: 12, 11));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Read(after: 4, [5], Snapshot(next: 14, 11));

        var (from, _) = _late.Start(5);
        Assert.Equal(5, from);
        Assert.False(_late.Accept(from, [6], isFull: false, Snapshot(next: 15)));

        AssertStart(2, [4, 5], after: 5);
        Assert.True(_late.Accept(2, [3, 6], isFull: false, Snapshot(next: 15)));
        AssertStart(6, [], after: 6);
    }

    [Fact]
    public void Accept_FullOfLateRows_GoesOnBehindThem()
    {
        Read(after: 0, [1], Snapshot(next: 10));
        Read(after: 1, [8, 9], Snapshot(next: 12, 11));
        var (from, _) = _late.Start(9);
        Assert.True(_late.Accept(from, [2, 3], isFull: true, Snapshot(next: 12)));

        AssertStart(1, [2, 3, 8, 9], after: 9);
    }

    [Fact]
    public void Start_AReaderThatStartsAnew_GetsWhatItHadAgain()
    {
        Read(after: 0, [1, 2], Snapshot(next: 12, 11));

        AssertStart(0, [], after: 0);
    }

    /// <summary>
    /// Writers, one for each key, draw numbers and commit in any order with any delay; a reader reads at any moment.
    /// Every row is read once, and those of one key in their order.
    /// </summary>
    [Fact]
    public void Readings_OfAnyInterleaving_MissNothingAndKeepTheOrderOfEachKey()
    {
        for (var seed = 0; seed < 100; seed++) new Interleaving(seed, _clock).Run();
    }

    private void Read(long after, long[] ids, RowSnapshot snapshot) =>
        Assert.True(_late.Accept(_late.Start(after).From, ids, isFull: false, snapshot));

    private void AssertStart(long from, long[] except, long after)
    {
        var start = _late.Start(after);
        Assert.Equal(from, start.From);
        Assert.Equal(except, start.Except);
    }

    private static RowSnapshot Snapshot(ulong next, params ulong[] inProgress) => new(next, inProgress);

    private sealed class Interleaving(int seed, FakeTimeProvider clock)
    {
        private const int Keys = 6;
        private const int RowsOfAKey = 30;

        private readonly Random _chance = new(seed);
        private readonly LateRows _late = new(clock);
        private readonly List<Row> _rows = [];
        private readonly Transaction?[] _open = new Transaction?[Keys];
        private readonly int[] _written = new int[Keys];
        private readonly List<Row> _read = [];
        private readonly HashSet<long> _removed = [];
        private ulong _nextTransaction = 1;
        private long _nextId = 1;
        private long _cursor;

        public void Run()
        {
            while (_written.Any(w => w < RowsOfAKey) || _open.Any(t => t is not null))
            {
                if (_chance.Next(4) == 0) ReadSome();
                else Write(_chance.Next(Keys));
                if (_chance.Next(20) == 0) clock.Advance(TimeSpan.FromMilliseconds(_chance.Next(400)));
            }

            for (var i = 0; i < 100 && _read.Count < Keys * RowsOfAKey; i++) ReadSome();

            Assert.Equal(Keys * RowsOfAKey, _read.Count);
            Assert.Equal(_rows.Count, _read.Select(r => r.Id).Distinct().Count());
            foreach (var key in _read.GroupBy(r => r.Key))
            {
                Assert.Equal(key.Select(r => r.Number).Order(), key.Select(r => r.Number));
            }
        }

        /// <summary>A transaction gets a number, then a row, then ends.</summary>
        private void Write(int key)
        {
            if (_open[key] is not { } open)
            {
                if (_written[key] < RowsOfAKey) _open[key] = new Transaction(_nextTransaction++);
                return;
            }

            if (open.Row is null)
            {
                open.Row = new Row(_nextId++, key, _written[key]++, open);
                _rows.Add(open.Row);
            }
            else if (_chance.Next(3) == 0)
            {
                open.HasEnded = true;
                _open[key] = null;
            }
        }

        private void ReadSome()
        {
            const int max = 5;
            while (true)
            {
                var (from, except) = _late.Start(_cursor);
                var page = _rows
                    .Where(r => r.Transaction.HasEnded && r.Id > from && !except.Contains(r.Id) && !_removed.Contains(r.Id))
                    .OrderBy(r => r.Id).Take(max).ToList();
                var snapshot = new RowSnapshot(
                    _nextTransaction, [.. _open.OfType<Transaction>().Select(t => t.Number)]);
                if (!_late.Accept(from, [.. page.Select(r => r.Id)], page.Count == max, snapshot)) continue;

                // A lane passes over what it has.
                var news = page.Except(_read).ToList();
                _read.AddRange(news);
                if (page.Count > 0) _cursor = Math.Max(_cursor, page[^1].Id);
                foreach (var row in news.Where(_ => _chance.Next(2) == 0))
                {
                    _removed.Add(row.Id);
                    _late.Gone(row.Id);
                }

                return;
            }
        }

        private sealed class Transaction(ulong number)
        {
            public ulong Number => number;

            public Row? Row { get; set; }

            public bool HasEnded { get; set; }
        }

        private sealed record Row(long Id, int Key, int Number, Transaction Transaction);
    }
}
