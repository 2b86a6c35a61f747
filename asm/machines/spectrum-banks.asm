; machines/spectrum-banks.asm: the question's columns in banks of a ZX Spectrum 128K's memory, at C000h. spectrum.asm
; includes it if there are such.
;
; Interrupts are off while a bank is in: the stack is below, but what BASIC knows of paging (5B5Ch) isn't changed.

ROM_48:         equ 10h         ; in the port's value: the ROM of a 48K, which BASIC runs programs in
LD_BYTES:       equ 0556h       ; of this ROM: loads a block from tape
CHAN_OPEN:      equ 1601h       ; of this ROM: takes a channel to print to
UPPER_SCREEN:   equ 2           ; this one
DATA_FLAG:      equ 0FFh        ; first byte of a block of data

; bank_in: In: A = 0 or 1. Destroys: AF, BC.
bank_in:
        or a
        ld a,ROM_48+FIRST_BANK
        jr z,bank_write
        ld a,ROM_48+SECOND_BANK
        jr bank_write
; bank_out: Destroys: AF, BC.
bank_out:
        ld a,ROM_48+BANK_HOME
bank_write:
        ld bc,BANK_PORT
        out (c),a
        ret

; load_banks: loads the banks from tape, for BASIC, which calls it by USR. If there is only one bank, it says so and stops
; with a report, as it does if the tape can't be read.
load_banks:
        di
        ld hl,BANK_WINDOW
        ld d,(hl)
        xor a
        call bank_in
        ld e,(hl)
        ld a,d
        cpl
        ld (hl),a
        call bank_out
        ld a,(hl)
        cp d
        ld (hl),d
        jr nz,load_refuse
        xor a
load_next:
        push af
        call bank_in
        ld ix,BANK_WINDOW
        ld de,BANK_BYTES
        ld a,DATA_FLAG
        scf
        call LD_BYTES
        di
        call bank_keep
        pop bc
        jr nc,load_failed
        ld a,b
        inc a
        cp QUERY_BANKS
        jr nz,load_next
        ei
        ret

; bank_keep: bank_out that keeps AF. Destroys: BC.
bank_keep:
        push af
        call bank_out
        pop af
        ret

load_failed:
        ei
        rst 8
        db 1Ah                  ; R Tape loading error
load_refuse:
        ei
        ld a,UPPER_SCREEN
        call CHAN_OPEN
        ld hl,load_needs
load_print:
        ld a,(hl)
        inc hl
        or a
        jr z,load_stop
        push hl
        rst 10h
        pop hl
        jr load_print
load_stop:
        rst 8
        db 3                    ; 4 Out of memory
load_needs:
        db 'This needs 128K and 128 BASIC',13,0

        ds STACK_BYTES
STACK_END:
