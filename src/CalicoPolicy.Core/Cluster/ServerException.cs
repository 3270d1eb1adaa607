namespace CalicoPolicy.Core.Cluster;

/// <summary>A cluster could not be asked, or refused.</summary>
public sealed class ServerException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">What went wrong.</param>
    public ServerException(ServerError error)
        : base(error.Message) => Error = error;

    /// <summary>What went wrong.</summary>
    public ServerError Error { get; }
}
