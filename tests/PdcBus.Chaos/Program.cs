using PdcBus;

// PdcBus.Chaos victim OPTIONS    the application that is killed; started by the other one
// PdcBus.Chaos [SECONDS] [WORD]  every fault again and again for so long (600), or those with the word in their names
return args is ["victim", var options]
    ? await VictimProgram.RunAsync(VictimOptions.Parse(options))
    : await ChaosProgram.RunAsync(args);
