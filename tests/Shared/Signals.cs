using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Summit;

/// <summary>Stops a process where it stands, lets it go on, asks it to end, or ends it at once.</summary>
internal static class Signals
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigStop = 19;
    private const int SigCont = 18;

    /// <summary>Asks a process to end.</summary>
    public static void Terminate(this Process process) => _ = Kill(process.Id, SigTerm);

    public static void Pause(this Process process) => Pause(process.Id);

    public static void Resume(this Process process) => Resume(process.Id);

    public static void Pause(int process) => _ = Kill(process, SigStop);

    public static void Resume(int process) => _ = Kill(process, SigCont);

    public static void Kill(int process) => _ = Kill(process, SigKill);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
