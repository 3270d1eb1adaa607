namespace CalicoPolicy.Tests.Help;

/// <summary>A parameter in one parameter set, as a page of docs/cmdlets describes it. The set <c>(All)</c> stands for every set.</summary>
internal sealed record HelpParameterSet(string Name, string Position, bool IsRequired, bool FromPipeline, bool FromPipelineByPropertyName, bool FromRemainingArguments);
