//! The declarations of the model against the documentation of Powens, written down here a second time and apart from them.

use std::collections::BTreeSet;

use powens_users::check::ObjectShape;
use powens_users::internals::{Field, NumberRule, ObjectRule, Rule, TextForm};
use powens_users::internals::{tables, typescript};
use powens_users::model::{
    BankAccount, Connection, ConnectionDeletedPayload, ConnectionSource, ConnectionSyncedPayload, Connector,
    Counterparty, Currency, Loan, Transaction, TransactionCategory, User, UserPayload, UserSyncedPayload, UsersList,
};

/// A documented object: its fields in groups, each the names, the kind and `n` for "or null"; then the names that were only
/// seen. `*` behind a name is "deprecated", `!` behind a kind "required", as an `Id` always is; `Str:state` is one of the
/// [`ENUMERATIONS`].
struct Documented {
    shape: &'static ObjectShape,
    fields: &'static str,
    seen: &'static str,
}

const OBJECTS: &[Documented] = &[
    Documented { shape: User::SHAPE, fields: "id Id · signin DT", seen: "platform" },
    Documented { shape: UsersList::SHAPE, fields: "users User[]!", seen: "total, _links" },
    Documented { shape: UserPayload::SHAPE, fields: "id Id · signin DT · id_webhook_data Int", seen: "platform" },
    Documented {
        shape: UserSyncedPayload::SHAPE,
        fields: "user User! · connections Connection[]! · id_webhook_data Int",
        seen: "total",
    },
    Documented {
        shape: Connection::SHAPE,
        fields: "id Id · id_user Int n · id_connector Int · id_provider* Int · id_bank* Int · state Str:state n · \
            error* Str n · error_message Str n · fields Object[] n · last_update DT n · created DT n · active Bool · \
            last_push DT n · expire DT n · next_try DT n · connector_uuid Str · connector Connector · \
            sources ConnectionSource[] · accounts BankAccount[]",
        seen: "bank, subscriptions",
    },
    Documented {
        shape: ConnectionSyncedPayload::SHAPE,
        fields: "user User! · connection Connection! · id_webhook_data Int",
        seen: "",
    },
    Documented {
        shape: ConnectionDeletedPayload::SHAPE,
        fields: "id Id · id_user Int n · id_connector Int · id_provider* Int · id_bank* Int · state Str:state n · \
            error* Str n · error_message Str n · fields Object[] n · last_update DT n · created DT n · active Bool · \
            last_push DT n · expire DT n · next_try DT n · connector_uuid Str · connector Connector · \
            sources ConnectionSource[] · accounts BankAccount[] · id_webhook_data Int",
        seen: "bank, subscriptions",
    },
    Documented {
        shape: ConnectionSource::SHAPE,
        fields: "id Id · id_connection Int · id_connector_source Int · name Str · last_update DT n · disabled DT n · \
            created DT · state Str:state n · access_expire DT n · expire DT n · next_try DT n",
        seen: "source",
    },
    Documented {
        shape: Connector::SHAPE,
        fields: "id Id · uuid Str · name Str · hidden Bool n · charged Bool · code Str n · beta Bool · color Str n · \
            slug Str n · sync_frequency* Dec n · months_to_fetch Int n · auth_mechanism Str:auth n · \
            available_auth_mechanisms Str:auth[] · transfer_mechanism Str n · siret Str n · restricted Bool · \
            capabilities Str[] · account_usages Str[] · payment_settings Object n · products Str:product[]",
        seen: "account_types, documents_type, available_transfer_mechanisms, transfer_beneficiary_types, \
            transfer_execution_date_types, categories, urls, countries, fields, sources, sync_periodicity, id_category, \
            id_weboob",
    },
    Documented {
        shape: BankAccount::SHAPE,
        fields: "id Id · id_connection, id_user, id_source, id_parent Int n · number Str n · original_name Str · \
            balance, coming Dec n · display Bool · last_update, deleted, disabled DT n · iban Str n · \
            currency Currency n · type Str:account|Object · id_type Int · bookmarked Int|Bool · name Str · error Str n · \
            usage Str:usage n · ownership* Str:ownership n · company_name Str n · loan Loan n · \
            transactions Transaction[]",
        seen: "bic, webid, formatted_balance, coming_balance, valuation, diff, diff_percent, prev_diff, \
            prev_diff_percent, opening_date, information, calculated, investments, recipients, transfers, market_orders, able_to_transfer",
    },
    Documented {
        shape: Currency::SHAPE,
        fields: "id Str · name, symbol Str · crypto* Bool · precision Int",
        seen: "prefix, marketcap, datetime",
    },
    Documented {
        shape: Loan::SHAPE,
        fields: "total_amount, available_amount, used_amount, next_payment_amount, rate, last_payment_amount, \
            insurance_amount, insurance_rate Dec n · subscription_date, maturity_date, start_repayment_date, \
            next_payment_date, last_payment_date Date n · nb_payments_left, nb_payments_done, nb_payments_total, \
            duration Int n · account_label, insurance_label Str n · deferred Any n · type Str:loan n",
        seen: "",
    },
    Documented {
        shape: Transaction::SHAPE,
        fields: "id Id · id_account Int · application_date Date n · date Date · datetime DT n · vdate Date n · \
            vdatetime DT n · rdate Date · rdatetime DT n · bdate* Date n · bdatetime* DT n · value, gross_value Dec n · \
            type Str:transaction · original_wording, simplified_wording Str · wording Str n · \
            categories TransactionCategory[] · date_scraped DT · coming, active Bool · id_cluster Int n · \
            comment Str n · last_update, deleted DT n · original_value, original_gross_value Dec n · \
            original_currency Currency n · commission Dec n · commission_currency Currency n · country* Str n · \
            card Str n · counterparty Str:undocumented|Counterparty n",
        seen: "id_category, state, stemmed_wording, formatted_value, webid, documents_count, new, informations, details, \
            nopurge, id_provider",
    },
    Documented { shape: TransactionCategory::SHAPE, fields: "code Str · parent_code Str n", seen: "" },
    Documented {
        shape: Counterparty::SHAPE,
        fields: "label Str n · account_scheme_name Str:scheme n · account_identification Str n · type Str:side n",
        seen: "",
    },
];

const ENUMERATIONS: &[(&str, &str)] = &[
    (
        "state",
        "SCARequired, webauthRequired, additionalInformationNeeded, decoupled, validating, actionNeeded, \
            passwordExpired, wrongpass, rateLimiting, websiteUnavailable, bug, notSupported",
    ),
    ("auth", "credentials, webauth"),
    ("product", "bank, wealth, bill, pay"),
    (
        "account",
        "article83, capitalisation, card, cat, cel, checking, crowdlending, csl, deposit, joint, ldds, lifeinsurance, \
            livret_a, livret_b, loan, madelin, market, pea, pee, per, perco, perp, pel, real_estate, rsp, savings, unknown",
    ),
    ("usage", "PRIV, ORGA, ASSO"),
    ("ownership", "owner, co-owner, attorney"),
    ("loan", "mortgage, consumercredit, revolvingcredit, loan"),
    (
        "transaction",
        "transfer, order, check, deposit, payback, withdrawal, loan_repayment, loan_payment, bank, card, \
            deferred_card, summary_card, card_summary, unknown, market_order, market_fee, arbitrage, profit, refund, \
            payout, payment, fee",
    ),
    ("scheme", "iban, bban, sort_code_account_number, cpan, tpan"),
    ("side", "creditor, debtor"),
];

/// A field as it is documented or as it is declared, for comparing.
#[derive(Debug, PartialEq)]
struct Row {
    name: String,
    kind: String,
    required: bool,
    nullable: bool,
    deprecated: bool,
}

fn names(list: &str) -> Vec<&str> {
    list.split(", ").filter(|name| !name.is_empty()).collect()
}

/// The fields of one group, `last_update, deleted DT n`.
fn rows_of_group(group: &str) -> Vec<Row> {
    let (group, nullable) = group.strip_suffix(" n").map_or((group, false), |group| (group, true));
    let (list, kind) = group.rsplit_once(' ').unwrap();
    let (kind, required) = kind.strip_suffix('!').map_or((kind, kind == "Id"), |kind| (kind, true));
    let row = |name: &str| Row {
        name: name.trim_end_matches('*').to_owned(),
        kind: kind.to_owned(),
        required,
        nullable,
        deprecated: name.ends_with('*'),
    };
    names(list).into_iter().map(row).collect()
}

fn row_of_field(shape: &ObjectShape, field: &Field) -> Row {
    Row {
        name: field.name.to_owned(),
        kind: kind(field.rule),
        required: field.required,
        nullable: field.nullable,
        deprecated: remarks_in_tables(shape.name, field.name).contains("deprecated"),
    }
}

fn kind(rule: &Rule) -> String {
    let mut kinds = Vec::new();
    kinds.extend(rule.anything.then(|| "Any".to_owned()));
    kinds.extend(rule.text.then(|| kind_of_text(rule.form)));
    kinds.extend(rule.number.map(|number| kind_of_number(number).to_owned()));
    kinds.extend(rule.boolean.then(|| "Bool".to_owned()));
    kinds.extend(rule.array.map(|items| format!("{}[]", kind(items))));
    kinds.extend(rule.object.map(|object| match object {
        ObjectRule::Opaque => "Object".to_owned(),
        ObjectRule::Shape(shape) => shape.name.to_owned(),
    }));
    kinds.join("|")
}

fn kind_of_text(form: TextForm) -> String {
    match form {
        TextForm::Any => "Str".to_owned(),
        TextForm::Undocumented => "Str:undocumented".to_owned(),
        TextForm::DateTime => "DT".to_owned(),
        TextForm::Date => "Date".to_owned(),
        TextForm::OneOf(known) => {
            let same = |(_, values): &&(&str, &str)| names(values) == known;
            ENUMERATIONS.iter().find(same).map_or_else(|| format!("Str:{known:?}"), |(name, _)| format!("Str:{name}"))
        }
    }
}

const fn kind_of_number(number: NumberRule) -> &'static str {
    match number {
        NumberRule::OwnId => "Id",
        NumberRule::SafeInteger => "Int",
        NumberRule::Finite => "Dec",
    }
}

/// What the table of `docs/payloads.md` remarks on a field.
fn remarks_in_tables(object: &str, field: &str) -> String {
    let text = tables::payloads();
    let section = text.split("\n## ").find(|section| section.starts_with(&format!("{object}\n"))).unwrap();
    let row = section.lines().find(|line| line.starts_with(&format!("| `{field}` |"))).unwrap();
    row.replace("\\|", "").split('|').nth(3).unwrap().trim().to_owned()
}

#[test]
fn every_documented_field_is_declared_as_it_is_documented() {
    for Documented { shape, fields, .. } in OBJECTS {
        let documented: Vec<Row> = fields.split(" · ").flat_map(rows_of_group).collect();
        let declared: Vec<Row> = shape.fields.iter().map(|field| row_of_field(shape, field)).collect();
        assert_eq!(declared, documented, "of {}", shape.name);
    }
}

#[test]
fn what_was_only_seen_is_named_and_not_checked() {
    for Documented { shape, seen, .. } in OBJECTS {
        assert_eq!(shape.seen, names(seen), "of {}", shape.name);
        for name in shape.seen {
            assert_eq!(remarks_in_tables(shape.name, name), "seen", "of {}.{name}", shape.name);
        }
    }
}

#[test]
fn the_tables_tell_what_is_required_and_what_may_be_null() {
    for shape in OBJECTS.iter().map(|object| object.shape) {
        for field in shape.fields {
            let remarks = remarks_in_tables(shape.name, field.name);
            assert_eq!(remarks.contains("required"), field.required, "of {}.{}", shape.name, field.name);
            assert_eq!(remarks.contains("or null"), field.nullable, "of {}.{}", shape.name, field.name);
        }
    }
}

#[test]
fn every_interface_is_a_documented_object() {
    let text: String = typescript::modules().into_iter().map(|module| module.text).collect();
    let interfaces: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("export interface ")?.strip_suffix(" {")).collect();
    let documented: BTreeSet<&str> = OBJECTS.iter().map(|object| object.shape.name).collect();
    assert_eq!(interfaces, documented);
}

#[test]
fn the_typescript_of_an_object_has_every_field() {
    let modules = typescript::modules();
    for shape in OBJECTS.iter().map(|object| object.shape) {
        let head = format!("export interface {} {{\n", shape.name);
        let interface = modules.iter().find_map(|module| module.text.split_once(&head)).unwrap().1;
        for field in shape.fields {
            let start = format!("\n\t{}{}: ", field.name, if field.required { "" } else { "?" });
            assert_eq!(interface.matches(&start).count(), 1, "of {}.{}", shape.name, field.name);
        }
        for name in shape.seen {
            assert_eq!(interface.matches(&format!("\n\t{name}?: ")).count(), 1, "of {}.{name}", shape.name);
        }
    }
}
