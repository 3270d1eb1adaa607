namespace CalicoPolicy.Core.Conversion;

/// <summary>Why an object is not converted. Names are stable: cmdlets use them as error ids.</summary>
public enum ConversionErrorCode
{
    /// <summary>Objects of this kind are not converted so.</summary>
    KindNotConvertible,

    /// <summary>A field has no equal in the other kind, or none that means the same.</summary>
    FieldNotConvertible,

    /// <summary>A staged deletion has no enforced form.</summary>
    StagedDeletion,

    /// <summary>The product and version that were asked for do not have what would come out.</summary>
    TargetLacksFeature,
}
