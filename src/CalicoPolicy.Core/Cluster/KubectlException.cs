namespace CalicoPolicy.Core.Cluster;

/// <summary>kubectl could not be run at all: it is missing, does not start, or is too old.</summary>
public sealed class KubectlException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">What is wrong and what to do.</param>
    /// <param name="inner">What the system said; null where it said nothing.</param>
    public KubectlException(ServerError error, Exception? inner = null)
        : base(error.ToString(), inner) => Error = error;

    /// <summary>What is wrong and what to do.</summary>
    public ServerError Error { get; }
}
