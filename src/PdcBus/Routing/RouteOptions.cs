namespace PdcBus;

/// <summary>
/// Which messengers get which topics. Section <c>PdcBus:Routes:&lt;n&gt;</c>; the first match in the order of n
/// decides, and a topic that matches none goes to all chosen messengers.
/// </summary>
public sealed class RouteOptions
{
    /// <summary>
    /// A pattern as in AMQP 0.9.1 (section 3.1.3.3): words parted by dots, <c>*</c> stands for one word, <c>#</c> for any
    /// number. Matched against the topic as the event names it, without prefixes.
    /// </summary>
    public string Topic { get; set; } = "";

    /// <summary>The names of the messengers; each must be among the chosen ones. Empty: the topic goes nowhere.</summary>
    public IList<string> Messengers { get; init; } = [];
}
