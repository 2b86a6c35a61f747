; machines/cpc.asm: the chat program on an Amstrad CPC. chat.asm says what a machine's file must define.
;
; RUN" loads the program, after which the firmware sets itself up anew and calls `start`. AMSDOS and BASIC are gone by
; then; leaving restarts the machine.
;
; The firmware owns BC', which holds what the gate array is set to, and AF', whose carry says that an interrupt is being
; served. Its interrupt, 300 times a second, needs both. So `firmware` gives it its registers and turns interrupts on
; before a call, and `ours` turns them off again after it: the engine runs without interrupts.

        include "model-equates.asm"

; The firmware, each: address to call.
KM_WAIT_CHAR:   equ 0BB06h      ; waits for a key. Out: A. Keeps the rest
KM_TEST_KEY:    equ 0BB1Eh      ; In: A = number of a key. Out: not Z if it is held down. Destroys: AF, C, HL
TXT_OUTPUT:     equ 0BB5Ah      ; writes a character. In: A. Keeps all
TXT_CUR_ON:     equ 0BB81h      ; shows the cursor. Keeps all
TXT_CUR_OFF:    equ 0BB84h      ; hides it. Keeps all
SCR_SET_MODE:   equ 0BC0Eh      ; In: A = mode. Destroys: AF, BC, DE, HL
SCR_SET_INK:    equ 0BC32h      ; In: A = ink, B and C = its two colours. Destroys: AF, BC, DE, HL
SCR_SET_BORDER: equ 0BC38h      ; In: B and C = its two colours. Destroys: AF, BC, DE, HL
MC_WAIT_FLYBACK: equ 0BD19h     ; waits for the beam to go back, when the firmware reads the keys. Keeps all
RESTART:        equ 0000h       ; jump here to restart the machine

DISK_MOTOR:     equ 0FA7Eh      ; port: 0 stops the drives
MODE:           equ 1           ; 40 columns
BLACK:          equ 0
GREEN:          equ 18
PAPER_INK:      equ 0
TEXT_INK:       equ 1

; Keys: characters as the firmware has them, for machines/edit-line.asm, and the number of ESC.
READ_KEY:       equ KM_WAIT_CHAR
WRITE:          equ TXT_OUTPUT
KEY_RUBOUT:     equ 7Fh
KEY_DELETE:     equ KEY_RUBOUT
KEY_ENTER:      equ 13
KEY_BREAK:      equ 0FCh        ; ESC
ESCAPE:         equ 66

        org ORIGIN

; start: called by the firmware, with its registers as it wants them and interrupts on. Its stack has room for ours.
start:
        ld a,MODE
        call SCR_SET_MODE
        ld bc,BLACK*256+BLACK
        call SCR_SET_BORDER
        ld a,PAPER_INK
        ld bc,BLACK*256+BLACK
        call SCR_SET_INK
        ld a,TEXT_INK
        ld bc,GREEN*256+GREEN
        call SCR_SET_INK
        ld bc,DISK_MOTOR        ; what would have stopped them was AMSDOS's
        xor a
        out (c),a
        call ours
        if BANNER
        call introduce
        endif
        call prepare
        jp chat

leave:
        call firmware
        jp RESTART

; firmware: before calls to it, gives it what it needs. Destroys: nothing of the main set.
firmware:
        exx
        ld bc,(gate_array)
        exx
        ex af,af'
        or a                    ; no carry: no interrupt is being served
        ex af,af'
        ei
        ret

; ours: after calls to it. Destroys: nothing of the main set.
ours:
        di
        exx
        ld (gate_array),bc
        exx
        ret

gate_array:     dw 0            ; the firmware's BC'

; read_line: lets a line be typed. Out: HL -> text, B = its length. Destroys: everything.
read_line:
        call firmware
        call TXT_CUR_ON
        include "machines/edit-line.asm"
line_done:
        call TXT_CUR_OFF
        call ours
        ld hl,line
        push bc
        push hl
        call newline
        pop hl
        pop bc
        ret

; put_character: writes a character, and leaves if ESC is held down. In: A. Destroys: AF, C, HL.
put_character:
        call firmware
        call MC_WAIT_FLYBACK
        call TXT_OUTPUT
        ld a,ESCAPE
        call KM_TEST_KEY
        jp nz,leave
        jr ours

        include "chat.asm"
        include "engine.asm"
        include "model-tables.asm"
        include "memory.asm"
