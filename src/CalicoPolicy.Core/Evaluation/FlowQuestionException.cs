namespace CalicoPolicy.Core.Evaluation;

/// <summary>A question about a flow that has no answer.</summary>
public sealed class FlowQuestionException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="message">The same in words.</param>
    /// <param name="action">What to do about it.</param>
    public FlowQuestionException(FlowQuestionFault fault, string message, string action)
        : base(message) => (Fault, Action) = (fault, action);

    /// <summary>What is wrong.</summary>
    public FlowQuestionFault Fault { get; }

    /// <summary>What to do about it.</summary>
    public string Action { get; }
}
