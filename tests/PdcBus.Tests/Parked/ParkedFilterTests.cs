namespace PdcBus;

public sealed class ParkedFilterTests
{
    private static readonly ParkedMessage Parked = new(
        5, "bus#1", Make.Message("a"), new OutboxFailure(1, MessengerErrorKind.TooLarge, "No."), Make.Noon);

    public static TheoryData<ParkedFilter, bool> Filters => new()
    {
        { new ParkedFilter(), true },
        { new ParkedFilter { Id = Parked.Message.Id }, true },
        { new ParkedFilter { Id = Guid.Empty }, false },
        { new ParkedFilter { Messenger = "bus" }, true },
        { new ParkedFilter { Messenger = "BUS" }, true },
        { new ParkedFilter { Messenger = "bus#1" }, true },
        { new ParkedFilter { Messenger = "bus#2" }, false },
        { new ParkedFilter { Messenger = "bu" }, false },
        { new ParkedFilter { Topic = "a" }, true },
        { new ParkedFilter { Topic = "A" }, false },
        { new ParkedFilter { Kind = MessengerErrorKind.TooLarge }, true },
        { new ParkedFilter { Kind = MessengerErrorKind.Invalid }, false },
        { new ParkedFilter { From = Make.Noon }, true },
        { new ParkedFilter { From = Make.Noon.AddTicks(1) }, false },
        { new ParkedFilter { Until = Make.Noon.AddTicks(1) }, true },
        { new ParkedFilter { Until = Make.Noon }, false },
        { new ParkedFilter { After = 4 }, true },
        { new ParkedFilter { After = 5 }, false },
        { new ParkedFilter { Topic = "a", Kind = MessengerErrorKind.Invalid }, false },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void Matches_AllThatIsSetHasToHold(ParkedFilter filter, bool expected) => Assert.Equal(expected, filter.Matches(Parked));
}
