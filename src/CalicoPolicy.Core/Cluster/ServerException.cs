namespace CalicoPolicy.Core.Cluster;

/// <summary>A cluster could not be asked, or refused.</summary>
public sealed class ServerException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="message">What to say of it; null for the error's own words.</param>
    public ServerException(ServerError error, string? message = null)
        : base(message ?? error.Message) => Error = error;

    /// <summary>What went wrong.</summary>
    public ServerError Error { get; }
}
