using System.Collections;
using System.Globalization;
using System.Reflection;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>Fills records by reflection, so that a property that is added later is covered without a thought.</summary>
internal sealed class Sample
{
    private static readonly string[] NotContent =
        [nameof(Resource.Location), nameof(Resource.Origins), nameof(ResourcePart.UnknownFields), nameof(Resource.UnknownSpecFields)];

    private int _count;

    /// <summary>The kinds of the model.</summary>
    public static IEnumerable<Type> Kinds { get; } =
        [.. typeof(Resource).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Resource)) && !type.IsAbstract)];

    /// <summary>The properties that documents set. One that stands for a declared one (Types for DeclaredTypes) is none of them.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties()
        .Where(property => property.CanWrite && !NotContent.Contains(property.Name) && type.GetProperty("Declared" + property.Name) is null);

    /// <summary>A record with a value in every property, at every level.</summary>
    public object Filled(Type type)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var property in Properties(type)) property.SetValue(record, Value(property.PropertyType));
        return record;
    }

    private object Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var text = string.Create(CultureInfo.InvariantCulture, $"v{++_count}");
        if (type == typeof(string)) return text;
        if (type == typeof(long)) return (long)_count;
        if (type == typeof(double)) return _count + 0.5;
        if (type == typeof(bool)) return _count % 2 == 0;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type == typeof(LabelMap)) return LabelMap.Of([new("calicopolicy.io/sample", text)]);
        if (type.IsGenericType) return List(type.GetGenericArguments()[0]);
        return type.IsValueType ? Activator.CreateInstance(type, text)! : Filled(type);
    }

    private object List(Type item)
    {
        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        items.Add(Value(item));
        items.Add(Value(item));
        return items;
    }
}
