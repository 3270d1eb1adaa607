using System.Net;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>An end of a flow: an object that is an endpoint, an address, or a domain outside.</summary>
internal sealed record PlainEnd(Resource? Endpoint, IPAddress? Address, string? Domain)
{
    public override string ToString() => Endpoint?.ToString() ?? Domain ?? Address!.ToString();
}
