BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $shop = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop" -Recurse -Complete
}

Describe 'Trace-PolicyFlow' {
    It 'tells who lets a flow through' {
        $answer = Trace-PolicyFlow shop/orders data/orders-db 5432 -Snapshot $shop
        "$($answer.Verdict) $($answer.EgressPolicy) $($answer.IngressPolicy)" | Should -Be 'Allow shop/application.orders data/application.orders-db'
    }

    It 'tells both sides that deny a flow' {
        $answer = Trace-PolicyFlow shop/web data/orders-db 5432 -Snapshot $shop
        "$($answer.Verdict) $($answer.Egress.Verdict) $($answer.Ingress.Verdict) $($answer.EgressTier)" | Should -Be 'Deny Deny Deny application'
    }

    It 'traces flows of the pipeline by the names of their properties' {
        $flows = [pscustomobject]@{ Source = 'shop/cart'; Destination = 'data/cache'; Port = 6379 }, [pscustomobject]@{ Source = 'shop/cart'; Destination = 'data/queue'; Port = 5672 }
        ($flows | Trace-PolicyFlow -Snapshot $shop).Verdict -join ' ' | Should -Be 'Allow Deny'
    }

    It 'tells what staged policies will do, beside their twins or in their place' {
        (Trace-PolicyFlow payments/fraud data/orders-db 5432 -Snapshot $shop).PendingVerdict | Should -Be 'Allow'
        (Trace-PolicyFlow shop/worker data/orders-db 5432 -Snapshot $shop).PendingVerdict | Should -Be 'Allow'
        (Trace-PolicyFlow shop/worker data/orders-db 5432 -Snapshot $shop -PendingMode Intended).PendingVerdict | Should -Be 'Deny'
    }

    It 'suggests changes that work' {
        $answer = Trace-PolicyFlow shop/web data/orders-db 5432 -Snapshot $shop -SuggestChange
        $answer.SuggestedChanges | Should -Not -BeNullOrEmpty
        foreach ($change in $answer.SuggestedChanges) {
            (Trace-PolicyFlow shop/web data/orders-db 5432 -Snapshot $shop -Policy $change.Resources).Verdict | Should -Be 'Allow'
        }
    }

    It 'says what is near a name that is not there' {
        { Trace-PolicyFlow web data/orders-db 5432 -Snapshot $shop -ErrorAction Stop } | Should -Throw '*Did you mean shop/web?'
    }
}
