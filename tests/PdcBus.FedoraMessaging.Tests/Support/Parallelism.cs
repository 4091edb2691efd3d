using Xunit.Sdk;
using Xunit.v3;

// Some of these tests kill and freeze the brokers that all of them use.
[assembly: Parallelization(Mode = ParallelMode.None)]
