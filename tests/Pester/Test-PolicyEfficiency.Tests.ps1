BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $bad = Import-Policy "$PSScriptRoot/../../docs/examples/best-practices/*.yaml"
}

Describe 'Test-PolicyEfficiency' {
    It 'finds the mistakes of the best-practice page' {
        $findings = $bad | Test-PolicyEfficiency
        'CP1001', 'CP1002', 'CP1005', 'CP1007', 'CP1008', 'CP1011', 'CP1012', 'CP1013', 'CP1017', 'CP2008', 'CP3005', 'CP3010', 'CP5004' |
            Should -BeIn $findings.RuleId
    }

    It 'leaves out what is asked to be left out' {
        $bad | Test-PolicyEfficiency -ExcludeRule CP10*, CP2008, CP3005, CP3010, CP5004 | Should -BeNullOrEmpty
        ($bad | Test-PolicyEfficiency -IncludeRule OwnSideSelector).RuleId | Select-Object -Unique | Should -Be 'CP1005'
    }

    It 'can be grouped by rule' {
        ($bad | Test-PolicyEfficiency | Group-Object RuleId -NoElement | Where-Object Name -eq CP1005).Count | Should -BeGreaterThan 5
    }

    It 'suggests a change that no longer has the finding' {
        $rules = foreach ($net in '192.0.2.25/32', '198.51.100.25/32') { New-PolicyRule Allow TCP -Destination @{ Net = $net; Port = 587 } }
        $policy = New-NetworkPolicy application.mailer -Namespace mail -Tier application -Selector "app == 'mailer'" -Egress $rules
        $change = ($policy | Test-PolicyEfficiency -IncludeRule CP1013 -SuggestChange).SuggestedChange
        $change.Effect | Should -BeNullOrEmpty
        $change.Resources | Test-PolicyEfficiency -IncludeRule CP1013 -Quiet | Should -BeTrue
        ($change.Text | ConvertFrom-PolicyYaml).Egress.Count | Should -Be 1
        ($policy | Test-PolicyEfficiency -IncludeRule CP1013).SuggestedChange | Should -BeNullOrEmpty
    }

    It 'writes a suggested change back into the file' {
        $file = Join-Path $TestDrive web.yaml
        Set-Content $file @'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata:
  name: security.clients # who may ask
spec:
  tier: security
  selector: app == "orders" || app == "invoicing"
  types: [Egress]
'@
        Import-Policy $file | Test-PolicyEfficiency -IncludeRule CP1008 -SuggestChange |
            ForEach-Object { $_.SuggestedChange.Resources } | Export-Policy -Layout Source
        Get-Content $file | Should -Contain "  selector: app in {'invoicing', 'orders'}"
        Get-Content $file | Should -Contain '  name: security.clients # who may ask'
        Import-Policy $file | Test-PolicyEfficiency -IncludeRule CP1008 -Quiet | Should -BeTrue
    }

    It 'judges a policy in the cluster that it is for' {
        $shop = "$PSScriptRoot/../../docs/examples/shop"
        $found = $bad | Where-Object Kind -eq GlobalNetworkPolicy | Test-PolicyEfficiency -Snapshot $shop -IncludeRule CP1001
        $found.Message | Should -BeLike '*on the 28 endpoints of the snapshot that it selects*of them in vain*'
        $found.Saving | Should -BeLike '* of * rules on 28 endpoints of the snapshot.'
        Import-PolicySnapshot $shop | Test-PolicyEfficiency -IncludeRule CP1010 | Should -BeNullOrEmpty
        $policy = New-NetworkPolicy web -Namespace shop -Selector "app == 'wbe'"
        ($policy | Test-PolicyEfficiency -Snapshot $shop -IncludeRule CP1010).Message | Should -BeLike '*web is there*'
        $policy | Test-PolicyEfficiency -IncludeRule CP1010 -Quiet | Should -BeTrue
    }

    It 'shows a suggested change as a difference' {
        $policy = New-GlobalNetworkPolicy clients -Selector "app == 'a' || app == 'b'" -Type Egress
        $finding = $policy | Test-PolicyEfficiency -IncludeRule CP1008 -SuggestChange
        $finding.SuggestedChange.Difference -split "`n" | Should -Contain "-  selector: app == 'a' || app == 'b'"
        $finding.SuggestedChange.Difference -split "`n" | Should -Contain "+  selector: app in {'a', 'b'}"
        $finding | Out-String | Should -Match '@@ -'
        $finding | Format-List | Out-String | Should -Match 'SuggestedChange : --- GlobalNetworkPolicy clients'
    }

    It 'judges by a preset' {
        ($bad | Test-PolicyEfficiency -Preset Security).RuleId | Should -Not -Contain 'CP1005'
        ($bad | Test-PolicyEfficiency -Preset Performance).RuleId | Should -Not -Contain 'CP5004'
        $bad | Test-PolicyEfficiency -Preset Strict | Where-Object Severity -eq Low | Should -BeNullOrEmpty
    }

    It 'judges by the settings file in or above the folder' {
        $folder = New-Item "$TestDrive/repo/policies" -ItemType Directory -Force
        Copy-Item "$PSScriptRoot/../../docs/examples/best-practices/*.yaml" $folder
        Set-Content "$TestDrive/repo/.calicopolicy.yaml" 'rules: {CP1005: Off, CP1011: {low: 3}}'
        $rules = (Import-Policy $folder | Test-PolicyEfficiency).RuleId
        'CP1005', 'CP1011' | Should -Not -BeIn $rules
        'CP1001' | Should -BeIn $rules
        'CP1005' | Should -BeIn (Import-Policy $folder | Test-PolicyEfficiency -NoSettings).RuleId
        Set-Content "$TestDrive/other.yaml" 'preset: Performance'
        'CP1005' | Should -BeIn (Import-Policy $folder | Test-PolicyEfficiency -Settings "$TestDrive/other.yaml").RuleId
    }

    It 'names a mistake in the settings file and judges nothing' {
        Set-Content "$TestDrive/bad.yaml" 'rules:', '  InlineCidr: Off'
        { $bad | Test-PolicyEfficiency -Settings "$TestDrive/bad.yaml" } | Should -Throw -ErrorId 'SettingsInvalid,*' -ExpectedMessage '*bad.yaml:2:3:*InlineCidrs*'
    }

    It 'warns of a rule that is none' {
        $null = $bad | Test-PolicyEfficiency -IncludeRule CP9999 -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -Match 'CP9999'
    }
}
