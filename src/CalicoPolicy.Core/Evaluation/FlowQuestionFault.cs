namespace CalicoPolicy.Core.Evaluation;

/// <summary>What is wrong with a question about a flow.</summary>
public enum FlowQuestionFault
{
    /// <summary>The snapshot has nothing of the name.</summary>
    NotFound,

    /// <summary>The snapshot has several things of the name.</summary>
    Ambiguous,

    /// <summary>There can be no such flow, such as one to a port that the service does not have.</summary>
    Impossible,
}
