using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Expenses.StandIns.Tests.Surface;

/// <summary>Renders one member as it would be declared, without its body.</summary>
internal static class MemberRenderer
{
    public static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    public static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    public static string Field(FieldInfo field)
    {
        var visibility = field.IsPublic ? "public" : "protected";
        var modifiers = field.IsLiteral ? "const" : SurfaceRenderer.Words(field.IsStatic ? "static" : "", field.IsInitOnly ? "readonly" : "");
        var value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue(), field.FieldType)}" : "";
        return SurfaceRenderer.Words(visibility, modifiers, $"{TypeNames.Of(field.FieldType)} {field.Name}{value}");
    }

    public static string Constructor(ConstructorInfo constructor)
    {
        var name = constructor.DeclaringType!.Name.Split('`')[0];
        return $"{Visibility(constructor)} {name}({Parameters(constructor)})";
    }

    public static string? Property(PropertyInfo property)
    {
        var getter = IsVisible(property.GetMethod) ? property.GetMethod : null;
        var setter = IsVisible(property.SetMethod) ? property.SetMethod : null;
        if ((getter ?? setter) is not { } widest)
        {
            return null;
        }

        if (getter is not null && setter is { IsPublic: true } && !getter.IsPublic)
        {
            widest = setter;
        }

        var name = property.GetIndexParameters().Length == 0 ? property.Name : $"this[{Parameters(property.GetIndexParameters(), isExtension: false)}]";
        var isInit = setter?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var accessors = SurfaceRenderer.Words(Accessor(getter, widest, "get;"), Accessor(setter, widest, isInit ? "init;" : "set;"));
        return SurfaceRenderer.Words(Modifiers(widest), $"{TypeNames.Of(property.PropertyType)} {name} {{ {accessors} }}");
    }

    public static string? Event(EventInfo @event) => IsVisible(@event.AddMethod)
        ? SurfaceRenderer.Words(Modifiers(@event.AddMethod!), $"event {TypeNames.Of(@event.EventHandlerType!)} {@event.Name}")
        : null;

    public static string Method(MethodInfo method)
    {
        var result = TypeNames.Of(method.ReturnType);
        var signature = Operators.Declaration(method.Name, result) is { } @operator
            ? @operator
            : $"{result} {method.Name}{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeNames.Of))}>" : "")}";
        var constraints = method.IsGenericMethod ? TypeNames.Constraints(method.GetGenericArguments()) : "";
        return SurfaceRenderer.Words(Modifiers(method), $"{signature}({Parameters(method)}){constraints}");
    }

    public static string Parameters(MethodBase method) =>
        Parameters(method.GetParameters(), method.IsDefined(typeof(ExtensionAttribute)));

    private static string Parameters(ParameterInfo[] parameters, bool isExtension) =>
        string.Join(", ", parameters.Select(parameter => Parameter(parameter, isExtension && parameter.Position == 0)));

    private static string Parameter(ParameterInfo parameter, bool isThis)
    {
        var passing = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out" : parameter.IsIn ? "in" : "ref";
        var prefix = isThis ? "this" : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params" : "";
        var value = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return SurfaceRenderer.Words(prefix, passing, $"{TypeNames.Of(parameter.ParameterType)} {parameter.Name}{value}");
    }

    private static string Literal(object? value, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type);
        if (value is null)
        {
            return plain is null && (type.IsValueType || type.IsGenericParameter) ? "default" : "null";
        }

        return (plain ?? type).IsEnum
            ? Enum.ToObject(plain ?? type, value).ToString()!
            : value switch
            {
                string text => $"\"{text}\"",
                bool flag => flag ? "true" : "false",
                _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            };
    }

    private static string Accessor(MethodInfo? accessor, MethodInfo widest, string word) =>
        accessor is null ? "" : SurfaceRenderer.Words(Visibility(accessor) == Visibility(widest) ? "" : Visibility(accessor), word);

    private static string Visibility(MethodBase method) =>
        method.IsPublic ? "public" : method.IsFamilyOrAssembly ? "protected internal" : "protected";

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return method.IsStatic ? "static" : "";
        }

        return SurfaceRenderer.Words(Visibility(method), method.IsStatic ? "static" : Dispatch(method));
    }

    // An interface's member implemented without "virtual" is sealed and new for the runtime: plain for a C# programmer.
    private static string Dispatch(MethodInfo method)
    {
        var isOverride = method.GetBaseDefinition() != method;
        return method switch
        {
            { IsAbstract: true } => isOverride ? "abstract override" : "abstract",
            { IsVirtual: true, IsFinal: true } => isOverride ? "sealed override" : "",
            { IsVirtual: true } => isOverride ? "override" : "virtual",
            _ => "",
        };
    }
}
