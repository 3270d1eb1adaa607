namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>A field of an object of the model: its name in documents, and both ways between there and the record.</summary>
internal abstract class FieldSchema<TOwner>
{
    protected FieldSchema(string name) => Name = name;

    public string Name { get; }

    /// <summary>The owner with the field read from a node; the owner unchanged where it could not be read.</summary>
    public abstract TOwner Read(TOwner owner, TreeNode node, MappingContext context);

    /// <summary>The owner's field as a node; null where the owner has none.</summary>
    public abstract TreeNode? Write(TOwner owner);

    /// <summary>Notes the fields in the owner's field that the model does not know.</summary>
    public virtual void FindUnknown(TOwner owner, UnknownFieldSearch search)
    {
    }
}
