namespace Summit;

/// <summary>What a test needs from the machine.</summary>
internal static class Requires
{
    /// <summary>
    /// Skips the test, naming what is missing. With SUMMIT_REQUIRE_SERVERS=1, as in the gate, that is a failure instead:
    /// a gate that skips proves nothing.
    /// </summary>
    public static void OrSkip(bool available, string what)
    {
        if (Environment.GetEnvironmentVariable("SUMMIT_REQUIRE_SERVERS") == "1")
        {
            Assert.True(available, $"{what} is not installed, and SUMMIT_REQUIRE_SERVERS=1 asks for it");
        }

        Assert.SkipUnless(available, $"{what} is not installed");
    }
}
