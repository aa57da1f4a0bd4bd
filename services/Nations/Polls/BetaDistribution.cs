namespace Summit.Nations.Polls;

/// <summary>The Beta distribution: mean, spread and quantiles of a share.</summary>
internal sealed record BetaDistribution(double A, double B)
{
    // After this number of bisections of the unit interval, the resolution of a double is reached.
    private const int Bisections = 60;
    private const int MaxTerms = 10_000;

    public double Mean => A / (A + B);

    public double StandardDeviation => Math.Sqrt(A * B / ((A + B) * (A + B) * (A + B + 1)));

    /// <summary>Returns the share below which the given probability lies.</summary>
    public double Quantile(double probability)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Bisections; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Cumulative(middle) < probability ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    /// <summary>Returns the probability of a share up to x: the regularised incomplete beta function.</summary>
    public double Cumulative(double x)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }
        var front = Math.Exp(LogGamma(A + B) - LogGamma(A) - LogGamma(B) + (A * Math.Log(x)) + (B * Math.Log(1 - x)));
        // The continued fraction converges fast on this side of the mean. The other side uses symmetry.
        return x < (A + 1) / (A + B + 2) ? front * ContinuedFraction(A, B, x) / A : 1 - (front * ContinuedFraction(B, A, 1 - x) / B);
    }

    // Modified Lentz evaluation of the continued fraction of the incomplete beta function.
    private static double ContinuedFraction(double a, double b, double x)
    {
        const double Tiny = 1e-300;
        const double Enough = 1e-15;
        var c = 1.0;
        var d = Invert(1 - ((a + b) * x / (a + 1)));
        var result = d;
        for (var m = 1; m < MaxTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = Invert(1 + (even * d));
            c = Safe(1 + (even / c));
            result *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = Invert(1 + (odd * d));
            c = Safe(1 + (odd / c));
            var step = d * c;
            result *= step;
            if (Math.Abs(step - 1) < Enough)
            {
                break;
            }
        }
        return result;

        static double Safe(double v) => Math.Abs(v) < Tiny ? Tiny : v;
        static double Invert(double v) => 1 / Safe(v);
    }

    // Stirling's series, after the argument is raised to a range where the series is exact to double precision.
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        while (x < 15)
        {
            shift -= Math.Log(x);
            x++;
        }
        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * (1.0 / 1680)))))));
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series;
    }
}
