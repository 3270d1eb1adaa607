namespace CalicoPolicy.Core.Cluster;

/// <summary>What kind of error kubectl reported.</summary>
public enum ServerErrorCategory
{
    /// <summary>None of the others; the message says what there is to say.</summary>
    Other,

    /// <summary>403: the user lacks a right, or an admission webhook denied the request.</summary>
    Forbidden,

    /// <summary>404: the object, or the namespace that it should live in, is not there.</summary>
    NotFound,

    /// <summary>401: the server does not know the user, or the credentials could not be had.</summary>
    Unauthorized,

    /// <summary>409: another field manager owns the fields, or the object changed meanwhile.</summary>
    Conflict,

    /// <summary>422, or 400 for fields that the kind does not have: the server rejects the object's content.</summary>
    Invalid,

    /// <summary>409 at a creation: the object is there already.</summary>
    AlreadyExists,

    /// <summary>No connection: refused, broken, no such host, no route.</summary>
    Unreachable,

    /// <summary>429, 503: the server is there but does not serve the request now.</summary>
    Unavailable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The server's certificate, or the user's, is not accepted.</summary>
    Certificate,

    /// <summary>The cluster does not serve the API group, version or kind.</summary>
    UnknownKind,

    /// <summary>The context, or the kubeconfig itself, is not there or cannot be read.</summary>
    UnknownContext,

    /// <summary>kubectl printed more than is taken.</summary>
    OutputTooLarge,

    /// <summary>There is no kubectl, or it does not start.</summary>
    KubectlMissing,

    /// <summary>kubectl is too old.</summary>
    KubectlTooOld,
}
