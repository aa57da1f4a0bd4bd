using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Summit;

/// <summary>Stops a process where it stands, and lets it go on.</summary>
internal static class Signals
{
    private const int SigStop = 19;
    private const int SigCont = 18;

    public static void Pause(this Process process) => _ = Kill(process.Id, SigStop);

    public static void Resume(this Process process) => _ = Kill(process.Id, SigCont);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
