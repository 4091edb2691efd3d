namespace PdcBus;

/// <summary>
/// How a test went: values of <c>acceptance_testing</c>, <c>test_result</c> and <c>rtt_tested_architectures</c> that
/// every installation knows. An open set: expect others.
/// </summary>
public static class TestStatuses
{
    /// <summary><c>untested</c>: It was not run yet.</summary>
    public const string Untested = "untested";

    /// <summary><c>passed</c>: It passed.</summary>
    public const string Passed = "passed";

    /// <summary><c>failed</c>: It failed.</summary>
    public const string Failed = "failed";
}
