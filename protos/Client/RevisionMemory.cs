using Grpc.Core;

namespace Summit.Client;

/// <summary>The newest revisions that this application has seen. Sent back, they keep its view from going back in time.</summary>
internal sealed class RevisionMemory
{
    private RevisionVector _seen = RevisionVector.Empty;

    public RevisionVector Seen => Volatile.Read(ref _seen);

    public void Observe(Metadata answer)
    {
        var vector = RevisionVector.Parse(answer.GetValue(SummitMetadata.Revision));
        RevisionVector before, after;
        do
        {
            before = Seen;
            after = before.Newest(vector);
        }
        while (!ReferenceEquals(before, after) && Interlocked.CompareExchange(ref _seen, after, before) != before);
    }
}
