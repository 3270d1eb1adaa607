BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Invoke-Quarantine' {
    It 'asks before it cuts off' {
        [System.Management.Automation.CmdletAttribute] $attribute =
            (Get-Command Invoke-Quarantine).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        $attribute.ConfirmImpact | Should -Be 'High'
        $attribute.SupportsShouldProcess | Should -BeTrue
    }

    It 'refuses a time that has passed' {
        { Invoke-Quarantine web -Until ([DateTimeOffset]::UtcNow.AddHours(-1)) } | Should -Throw -ErrorId 'QuarantineUntilPassed,*'
    }

    It 'says what is nothing that can be quarantined' {
        New-PolicyTier a | Invoke-Quarantine -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.FullyQualifiedErrorId | Should -BeLike 'QuarantineInputUnknown,*'
    }
}
