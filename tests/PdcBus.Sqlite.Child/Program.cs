using PdcBus;

// Usage: PdcBus.Sqlite.Child FOLDER COMMAND …
//
//   append FULL|NORMAL RUN     appends from several threads and settles from another, until it is killed
//   hold FULL|NORMAL RUN       appends 100 messages in one thread, says "ready" and waits to be killed
//   die-after-append, die-after-settle FULL|NORMAL RUN
//                              does that once, with a batch whose commit takes a while, and kills itself (SIGKILL) the
//                              moment that it returns: what was not in the log by then is lost
//   lock                       locks the outbox file against writing, says "ready" and waits to be killed
//   relay MOMENT COUNT         an application: appends COUNT messages, sends them to the file bus.txt, and kills itself
//                              at a moment of DeathMoment; with Never it says "drained" when all are sent, and ends
//   backlog COUNT              appends COUNT messages while the bus is away and says how much memory it holds, then
//                              sends them and says it again
var (folder, command) = (args[0], args[1]);
await (command switch
{
    "lock" => FileHolder.RunAsync(folder),
    "relay" => RelayedApplication.RunAsync(folder, Enum.Parse<DeathMoment>(args[2]), Number(args[3])),
    "backlog" => Backlog.RunAsync(folder, Number(args[2])),
    _ => Appender.RunAsync(folder, command, Enum.Parse<SqliteSynchronous>(args[2], ignoreCase: true), args[3]),
});

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
