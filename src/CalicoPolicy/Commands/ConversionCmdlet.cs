using System.Management.Automation;
using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>What the cmdlets that turn policies into those of another kind have in common.</summary>
public abstract class ConversionCmdlet : BuilderCmdlet
{
    /// <summary>The policy to convert; it stays as it is, a new one comes out.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Resource InputObject { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var result = Convert();
        foreach (var error in result.Errors)
            WriteError(error.Code.ToString(), new InvalidOperationException(error.Message), ErrorCategory.InvalidData, InputObject, error.Action);
        if (result.Warning is { } warning) WriteWarning(warning);
        if (result.Resource is { } resource) WriteResource(resource);
    }

    private protected abstract ConversionResult Convert();
}
