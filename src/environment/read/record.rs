//! Records: maps with known keys.

/// Declares a record: a map with known keys, each with its type and, maybe, a default.
///
/// A field is required unless a default follows it or its type allows it to be absent
/// (`Option`, lists, maps, records whose fields may all be absent).
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:expr])*
        pub struct $name:ident {
            $( $(#[doc = $field_doc:expr])* $key:literal $field:ident : $type:ty $(= $default:expr)? ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $type, )*
        }

        impl $crate::environment::FromNode for $name {
            fn from_node(
                node: &$crate::environment::Node,
                trail: &$crate::finding::Trail<'_>,
                findings: &mut $crate::environment::Findings,
            ) -> Option<Self> {
                let fields = $crate::environment::read::Fields::open(
                    node, trail, &[$($key),*], findings,
                )?;
                let _ = &fields;
                $( let $field: Option<$type> = fields.read(
                    $key, || $crate::record!(@absent $type $(, $default)?), findings,
                ); )*
                Some(Self { $($field: $field?),* })
            }

            fn absent() -> Option<Self> {
                Some(Self { $($field: $crate::record!(@absent $type $(, $default)?)?),* })
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let _ = &generator;
                $crate::environment::read::schema::record(
                    concat!($($doc, "\n"),*),
                    vec![$( $crate::environment::read::schema::Field {
                        key: $key,
                        doc: concat!($($field_doc, "\n"),*),
                        required: $crate::record!(@absent $type $(, $default)?).is_none(),
                        schema: generator.subschema_for::<$type>(),
                    } ),*],
                )
            }
        }
    };
    (@absent $type:ty, $default:expr) => {{
        fn default() -> Option<$type> {
            Some($default)
        }
        default()
    }};
    (@absent $type:ty) => { <$type as $crate::environment::FromNode>::absent() };
}
