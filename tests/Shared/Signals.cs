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

    /// <summary>Returns when every thread stands still. On a busy machine threads run on for a while after the signal was sent.</summary>
    public static void Pause(int process)
    {
        _ = Kill(process, SigStop);
        if (!SpinWait.SpinUntil(() => Threads(process).All(state => state is 'T' or 'Z' or 'X'), TimeSpan.FromSeconds(30)))
        {
            throw new TimeoutException($"Process {process} did not stop.");
        }
    }

    public static void Resume(int process) => _ = Kill(process, SigCont);

    public static void Kill(int process) => _ = Kill(process, SigKill);

    // The state stands behind the name, which is in brackets and may hold anything.
    private static IEnumerable<char> Threads(int process)
    {
        foreach (var thread in Directory.Exists($"/proc/{process}/task") ? Directory.GetDirectories($"/proc/{process}/task") : [])
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(thread, "stat"));
            }
            catch (IOException)
            {
                continue; // It has ended.
            }

            yield return line[line.LastIndexOf(')') + 2];
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
